using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rpc;
using Rpc.Tasks;
using Rpc.Tasks.Hub;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.RabbitMq;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Worker;
using Rpc.Testing;

namespace Listings;

/// <summary>The programs of docs/tasks.md.</summary>
public static class BackgroundTasks
{
    public static async Task FirstAsync(string file)
    {
        #region first
        await using RpcTasks tasks = await RpcTasks.OpenAsync(t => t.UseSqlite(file));      // tasks.db: made where it is not there
        await using TaskWorker worker = await tasks.StartWorkerAsync(w => w.Handle<ICalculator>(new Calculator()));

        TaskHandle<int> sum = await tasks.EnqueueAsync(CalculatorCalls.Add(2, 3));          // durable when this returns
        Console.WriteLine(await sum);                                                       // 5
        #endregion
    }

    public static async Task WorkAsync(string file, Bank bank, CancellationToken stoppingToken)
    {
        #region worker
        await using RpcTasks tasks = await RpcTasks.OpenAsync(t => t.UseSqlite(file));
        await using TaskWorker worker = await tasks.StartWorkerAsync(w =>
        {
            w.Concurrency = 4;                                              // so many at a time
            w.Handle<IOrders>(new Orders(bank, file));                      // one object for all of them
            w.Handle(_ => new ValueTask<ICalculator>(new Calculator()));    // or one for each, disposed afterwards
        });
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        #endregion
    }

    public static async Task HubAsync(string file)
    {
        #region hub
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        await using RpcTasks kept = await RpcTasks.OpenAsync(t => t.UseSqlite(file));
        await using TaskHub hub = server.AddTaskHub(kept.Backend);          // hub.PublishAsync() lists it as rpcname:tasks
        #endregion
        await using RpcTasks tasks = await RpcTasks.OpenAsync(t => t.UseHub(hub.Uri.ToString()));
        await using TaskWorker worker = await tasks.StartWorkerAsync(w => w.Handle<ICalculator>(new Calculator()));
        Console.WriteLine(await await tasks.EnqueueAsync(CalculatorCalls.Add(2, 3)));
    }

    public static async Task OptionsAsync(RpcTasks tasks)
    {
        #region options
        TaskHandle<string> charge = await tasks.EnqueueAsync(OrdersCalls.Charge(7, 12.50m), new EnqueueOptions
        {
            Queue = "money",
            Priority = TaskPriority.High,
            Delay = TimeSpan.FromMilliseconds(100),                         // or DueAt
            ExpiresAfter = TimeSpan.FromHours(1),                           // fails where no worker has begun it an hour after it was due
            Timeout = TimeSpan.FromMinutes(2),                              // of one attempt
            Retry = RetryPolicy.Exponential(5).Except<ArgumentException>(), // up to six attempts
            ResultTtl = TimeSpan.FromDays(7),                               // how long the result can be fetched
        });
        #endregion
        Console.WriteLine(await charge);
    }

    public static async Task ManyAsync(RpcTasks tasks)
    {
        #region many
        TaskBatch<int> batch = await tasks.EnqueueManyAsync(Enumerable.Range(1, 100).Select(i => CalculatorCalls.Add(i, i)));
        int[] sums = await batch;                                           // in the order of the calls
        Console.WriteLine(sums.Sum());                                      // 10100
        #endregion
    }

    public static async Task ElsewhereAsync(RpcTasks tasks, Guid id)
    {
        #region elsewhere
        TaskHandle<int> handle = tasks.GetHandle<ICalculator, int>(id);     // in another program, tomorrow
        Console.WriteLine(await handle.StatusAsync());                      // Succeeded
        Console.WriteLine(await handle.GetResultAsync());                   // 5, as often as it is asked for
        #endregion
    }

    public static async Task FailuresAsync(RpcTasks tasks)
    {
        #region failures
        TaskHandle<int> taken = await tasks.EnqueueAsync(WarehouseCalls.Take("ink", 5));
        try
        {
            Console.WriteLine(await taken);
        }
        catch (OutOfStockException error)                                   // what the method threw, as from a direct call
        {
            Console.WriteLine($"{error.Message} {error.Left} left.");
        }
        catch (RpcTaskException error)                                      // no result for a reason that is not the method's
        {
            Console.WriteLine($"{error.Failure}: {error.Message}");         // WorkerLost, TimedOut, Cancelled, Expired, ...
        }
        #endregion
    }

    public static async Task CancelAsync(RpcTasks tasks)
    {
        #region cancel
        TaskHandle<int> export = await tasks.EnqueueAsync(OrdersCalls.Export(1_000_000));
        bool told = await export.CancelAsync();                             // false: too late, or nothing is known of it
        try
        {
            await export.WaitAsync();
        }
        catch (RpcTaskException error) when (error.Failure == RpcTaskFailure.Cancelled)
        {
            Console.WriteLine(told);                                        // True
        }
        #endregion
    }

    public static async Task OnceAsync(RpcTasks tasks)
    {
        #region once
        var once = new EnqueueOptions { IdempotencyKey = "payment 4711" };  // what the caller's request is known by
        TaskHandle<string> first = await tasks.EnqueueAsync(OrdersCalls.Charge(4711, 20m), once);
        TaskHandle<string> again = await tasks.EnqueueAsync(OrdersCalls.Charge(4711, 20m), once);
        Console.WriteLine(first.Id == again.Id);                            // True
        Console.WriteLine(again.IsNew);                                     // False
        #endregion
    }

    public static async Task OutboxAsync(RpcTasks tasks, string file)
    {
        #region outbox
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using SqliteTransaction transaction = connection.BeginTransaction();
        await using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO orders (id) VALUES (7)";
        await insert.ExecuteNonQueryAsync();
        TaskHandle mail = await tasks.EnqueueAsync(OrdersCalls.Mail("ali@example.org", "Your order 7"), new EnqueueOptions { Transaction = transaction });
        await transaction.CommitAsync();                                    // the order and its mail, or neither
        #endregion
        await mail;
    }

    public static async Task ScheduleAsync(RpcTasks tasks)
    {
        #region schedule
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        await tasks.Schedules.PutAsync("nightly export", Cron.Parse("30 2 * * *"), berlin, OrdersCalls.Export(1000), new EnqueueOptions
        {
            UniqueKey = "nightly export",                                   // not while the one of the night before still runs
        });
        await tasks.Schedules.PutAsync("pulse", Cron.Every(TimeSpan.FromSeconds(30)), TimeZoneInfo.Utc, CalculatorCalls.Add(1, 1));
        foreach (RpcScheduleInfo schedule in await tasks.Schedules.ListAsync())
        {
            Console.WriteLine($"{schedule.Name}: {schedule.Timing} {schedule.TimeZone}");
        }

        await tasks.Schedules.RemoveAsync("pulse");                         // tasks that it has enqueued stay
        #endregion
    }

    public static async Task ProgressAsync(RpcTasks tasks)
    {
        #region progress
        TaskHandle<int> export = await tasks.EnqueueAsync(OrdersCalls.Export(500));
        await foreach (double part in export.WatchProgressAsync<double>())  // until it has ended, however it did
        {
            Console.Error.WriteLine($"{part:P0}");
        }

        Console.WriteLine(await export);                                    // 500
        #endregion
    }

    public static async Task GraphAsync(RpcTasks tasks)
    {
        #region graph
        var graph = new TaskGraph();
        TaskNode<int> first = graph.Add(CalculatorCalls.Add(1, 2));
        TaskNode<int> chained = graph.Add(CalculatorCalls.Add(first, 10));                                          // chain: takes the result of the first
        TaskNode<int>[] group = [.. Enumerable.Range(1, 100).Select(i => graph.Add(CalculatorCalls.Add(i, 0)))];    // group: side by side
        TaskNode<int> sum = graph.Add(CalculatorCalls.Sum(TaskNode.All(group)), after: [chained]);                  // chord: takes all of them, in order

        TaskRun run = await tasks.EnqueueAsync(graph);
        Console.WriteLine(await run.GetHandle(chained));                                                            // 13
        Console.WriteLine(await run.GetHandle(sum));                                                                // 5050
        #endregion
    }

    public static async Task DeadLettersAsync(RpcTasks tasks)
    {
        #region dead-letters
        IReadOnlyList<RpcTaskInfo> failed = await tasks.ListAsync(new TaskFilter { States = [RpcTaskState.Failed], Queue = "default", Most = 1000 });
        foreach (RpcTaskInfo task in failed)
        {
            Console.WriteLine($"{task.Kind}, attempt {task.Attempt}: {task.Error?.Message}");
            await tasks.RetryAsync(task.Id);                                // begins again, with all its attempts before it
        }

        await tasks.PurgeAsync(new TaskFilter { States = [RpcTaskState.Succeeded], Queue = "default" });
        #endregion
    }

    public static async Task QueuesAsync(RpcTasks tasks, Bank bank)
    {
        #region queues
        await using TaskWorker worker = await tasks.StartWorkerAsync(w =>
        {
            w.Handle<IOrders>(new Orders(bank));
            w.Queue("money", weight: 4).Queue("default");                   // of five tasks that begin four are of money, while both have some
        });
        #endregion
        await (await tasks.EnqueueAsync(OrdersCalls.Charge(1, 1m), new EnqueueOptions { Queue = "money" }));
    }

    public static IHost Host(string file, Bank bank)
    {
        #region host
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(bank);
        builder.Services.AddRpcTasks(t => t.UseSqlite(file))                // RpcTasks is a service now
            .AddWorker(w => w.Concurrency = 8)
            .Handle<IOrders, ScopedOrders>()                                // each task has a scope of its own
            .Handle<ICalculator, Calculator>();
        builder.Services.AddHealthChecks().AddRpcTasks();
        IHost host = builder.Build();
        #endregion
        return host;
    }

    public static async Task InterceptAsync(RpcTasks tasks)
    {
        #region intercept
        await using TaskWorker worker = await tasks.StartWorkerAsync(w =>
        {
            w.Handle<ICalculator>(new Calculator());
            w.Interceptors.Add(new TaskTimes());
        });
        #endregion
        await (await tasks.EnqueueAsync(CalculatorCalls.Add(1, 1)));
    }

    public static async Task TestAsync()
    {
        #region test
        var clock = new ManualTime();
        await using RpcTasks tasks = await RpcTasks.OpenAsync(t => { t.UseInMemory(); t.TimeProvider = clock; });
        await using TaskWorker worker = await tasks.StartWorkerAsync(w => w.Handle<ICalculator>(new Calculator()));
        TaskHandle<int> tomorrow = await tasks.EnqueueAsync(CalculatorCalls.Add(2, 3), new EnqueueOptions { Delay = TimeSpan.FromDays(1) });
        Console.WriteLine(await tomorrow.StatusAsync());                    // Scheduled

        Task<int> sum = tomorrow.GetResultAsync();
        while (!sum.IsCompleted)
        {
            clock.Advance(TimeSpan.FromHours(1));                           // no test waits a day
            await Task.Delay(1);
        }

        Console.WriteLine(await sum);                                       // 5
        #endregion
    }

    public static async Task BackendsAsync(RpcTasksBuilder t, string file)
    {
        #region backends
        t.UseInMemory();                                                                        // tests
        t.UseSqlite(file);                                                                      // one machine, nothing to install
        t.UseHub("rpcname:tasks");                                                              // that file, from other machines
        t.UsePostgres("Host=db;Username=app;Database=shop");                                    // many machines, in your own transactions
        t.UseRabbitMq("amqp://app:secret@broker/tasks", results: store => store.UsePostgres("Host=db;Username=app;Database=shop"));
        t.UseRabbitMq("amqp://app:secret@broker/tasks");                                        // delivery only: no results, no states
        #endregion
        await (await t.OpenAsync()).DisposeAsync();
    }
}
