using System.CommandLine;
using System.Text.Json;
using Rpc.Tasks;
using Rpc.Tasks.Comparison;

var backend = new Option<string>("--backend") { Required = true, Description = "sqlite, postgres, rabbitmq, hub or memory" };
var amqp = new Option<string?>("--amqp") { Description = "the URI of RabbitMQ" };
var postgres = new Option<string?>("--postgres") { Description = "the connection string of PostgreSQL" };
var hub = new Option<string?>("--hub") { Description = "of a worker: the URI of the hub" };
var folder = new Option<string?>("--folder") { Description = "of a worker: where files lie" };
var worker = new Option<bool>("--worker") { Description = "is a worker until the input ends" };
var apart = new Option<bool>("--apart") { Description = "lets the worker be a process of its own" };
var mode = new Option<string>("--mode") { DefaultValueFactory = _ => "throughput", Description = "throughput or latency" };
var count = new Option<int>("--tasks") { DefaultValueFactory = _ => 20_000 };
var inFlight = new Option<int>("--in-flight") { DefaultValueFactory = _ => 500 };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 1 };
var warmup = new Option<int>("--warmup") { DefaultValueFactory = _ => 2_000 };
var concurrency = new Option<int>("--concurrency") { DefaultValueFactory = _ => 256, Description = "how many tasks the worker runs at a time" };
var command = new RootCommand("Measures background tasks, as the peers in benchmarks/peers/tasks are measured.")
{
    backend, amqp, postgres, hub, folder, worker, apart, mode, count, inFlight, rounds, warmup, concurrency,
};
command.SetAction(async (parsed, _) =>
{
    string files = parsed.GetValue(folder) ?? Directory.CreateTempSubdirectory("rpc-tasks-").FullName;
    try
    {
        var place = new Place(parsed.GetRequiredValue(backend), files, parsed.GetValue(amqp), parsed.GetValue(postgres), parsed.GetValue(hub));
        int places = parsed.GetValue(concurrency);
        if (parsed.GetValue(worker))
        {
            await WorkerProcess.WorkAsync(place, places);
            return 0;
        }

        if (place.Backend == "memory" && parsed.GetValue(apart))
        {
            throw new ArgumentException("Tasks in memory have no worker in another process.");
        }

        await using Setting setting = await Setting.StartAsync(place, places, parsed.GetValue(apart));
        string name = $"rpc-{place.Backend}{(parsed.GetValue(apart) ? "-apart" : "")}";
        bool alone = parsed.GetRequiredValue(mode) == "latency";
        int callers = alone ? 1 : parsed.GetValue(inFlight);
        await Rounds.RunAsync(setting.Tasks, parsed.GetValue(warmup), callers);
        for (int round = 0; round < parsed.GetValue(rounds); round++)
        {
            double sync = Rounds.SyncMilliseconds(files);
            (double[] each, double all) = await Rounds.RunAsync(setting.Tasks, parsed.GetValue(count), callers);
            Array.Sort(each);
            Console.WriteLine($$"""
                {"peer": "{{name}}", "version": "{{typeof(RpcTasks).Assembly.GetName().Version!.ToString(3)}}", "settings": {{JsonSerializer.Serialize(new Dictionary<string, object> { ["concurrency"] = places, ["inFlight"] = callers, ["syncMs"] = Math.Round(sync, 3) })}}, "mode": "{{(alone ? "latency" : "throughput")}}", "tasks": {{each.Length}}, "seconds": {{all:F4}}, "perSecond": {{each.Length / all:F1}}, "p50Ms": {{Rounds.Quantile(each, 0.5):F3}}, "p99Ms": {{Rounds.Quantile(each, 0.99):F3}}}
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
        if (!parsed.GetValue(worker))
        {
            Directory.Delete(files, recursive: true);
        }
    }
});
return await command.Parse(args).InvokeAsync();
