using System.CommandLine;
using Calculation;
using Samples;

var broker = new Option<string>("--broker") { DefaultValueFactory = _ => "none", Recursive = true, Description = "none: a SQLite file alone; rabbitmq: RabbitMQ delivers, the file keeps results" }.AcceptOnlyFromAmong("none", "rabbitmq");
var amqp = new Option<string>("--amqp") { DefaultValueFactory = _ => "amqp://guest:guest@localhost:5672", Recursive = true, Description = "where RabbitMQ is" };
var file = new Option<string>("--file") { DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "rpc-tasks-sample.db"), Recursive = true, Description = "the SQLite file" };
var x = new Argument<int>("x") { Description = "the first number" };
var y = new Argument<int>("y") { Description = "the second number" };
Backend Chosen(ParseResult parsed) => new(parsed.GetRequiredValue(broker), parsed.GetRequiredValue(amqp), parsed.GetRequiredValue(file));

var root = new RootCommand("Background tasks: enqueues additions, works, and fetches the sums; then kills a worker in the middle of one.") { broker, amqp, file };
root.SetAction((parsed, stop) => AllInOne.RunAsync(Chosen(parsed), stop));
var worker = new Command("worker", "Works until Ctrl-C; what runs then ends first.");
worker.SetAction((parsed, stop) => WorkerRole.RunAsync(Chosen(parsed), stop));
var noWait = new Option<bool>("--no-wait") { Description = "does not wait for the sum" };
var add = new Command("add", "Enqueues an addition and fetches its sum when a worker has done it.") { x, y, noWait };
add.SetAction((parsed, stop) => AddRole.RunAsync(Chosen(parsed), parsed.GetValue(x), parsed.GetValue(y), !parsed.GetValue(noWait), stop));
var id = new Argument<Guid>("id") { Description = "what add printed" };
var result = new Command("result", "Fetches the sum of an addition that was enqueued before.") { id };
result.SetAction((parsed, stop) => ResultRole.RunAsync(Chosen(parsed), parsed.GetValue(id), stop));
root.Subcommands.Add(worker);
root.Subcommands.Add(add);
root.Subcommands.Add(result);
return await SampleProgram.RunAsync(root, args);
