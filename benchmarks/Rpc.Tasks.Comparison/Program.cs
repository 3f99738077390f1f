using System.CommandLine;
using System.Text.Json;
using Rpc.Tasks;
using Rpc.Tasks.Comparison;

var backend = new Option<string>("--backend") { Required = true, Description = "sqlite, postgres, rabbitmq, hub or memory" };
var amqp = new Option<string?>("--amqp") { Description = "the URI of RabbitMQ" };
var postgres = new Option<string?>("--postgres") { Description = "the connection string of PostgreSQL" };
var mode = new Option<string>("--mode") { DefaultValueFactory = _ => "throughput", Description = "throughput or latency" };
var count = new Option<int>("--tasks") { DefaultValueFactory = _ => 20_000 };
var inFlight = new Option<int>("--in-flight") { DefaultValueFactory = _ => 500 };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 1 };
var warmup = new Option<int>("--warmup") { DefaultValueFactory = _ => 2_000 };
var concurrency = new Option<int>("--concurrency") { DefaultValueFactory = _ => 64, Description = "how many tasks the worker runs at a time" };
var command = new RootCommand("Measures background tasks, as the peers in benchmarks/peers/tasks are measured.") { backend, amqp, postgres, mode, count, inFlight, rounds, warmup, concurrency };
command.SetAction(async (parsed, _) =>
{
    string folder = Directory.CreateTempSubdirectory("rpc-tasks-").FullName;
    try
    {
        await using Setting setting = await Setting.StartAsync(parsed.GetRequiredValue(backend), folder, parsed.GetValue(amqp), parsed.GetValue(postgres), parsed.GetValue(concurrency));
        bool alone = parsed.GetRequiredValue(mode) == "latency";
        int callers = alone ? 1 : parsed.GetValue(inFlight);
        await Rounds.RunAsync(setting.Tasks, parsed.GetValue(warmup), alone ? 1 : callers);
        for (int round = 0; round < parsed.GetValue(rounds); round++)
        {
            double sync = Rounds.SyncMilliseconds(folder);
            (double[] each, double all) = await Rounds.RunAsync(setting.Tasks, parsed.GetValue(count), callers);
            Array.Sort(each);
            Console.WriteLine($$"""
                {"peer": "rpc-{{parsed.GetRequiredValue(backend)}}", "version": "{{typeof(RpcTasks).Assembly.GetName().Version!.ToString(3)}}", "settings": {{JsonSerializer.Serialize(new Dictionary<string, object> { ["concurrency"] = parsed.GetValue(concurrency), ["inFlight"] = callers, ["syncMs"] = Math.Round(sync, 3) })}}, "mode": "{{(alone ? "latency" : "throughput")}}", "tasks": {{each.Length}}, "seconds": {{all:F4}}, "perSecond": {{each.Length / all:F1}}, "p50Ms": {{Rounds.Quantile(each, 0.5):F3}}, "p99Ms": {{Rounds.Quantile(each, 0.99):F3}}}
                """);
        }

        return 0;
    }
    catch (Exception exception)
    {
        Console.Error.WriteLine(exception.Message);
        return 1;
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
});
return await command.Parse(args).InvokeAsync();
