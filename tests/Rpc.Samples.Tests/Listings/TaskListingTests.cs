using Listings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rpc.Tasks;
using Rpc.Tasks.Worker;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>Runs what docs/tasks.md shows, on a SQLite file.</summary>
[Collection("console")]
public sealed class TaskListingTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Bank _bank = new();
    private RpcTasks _tasks = null!;
    private TaskWorker _worker = null!;

    private string TasksFile => _folder.File("tasks.db");

    public async ValueTask InitializeAsync()
    {
        _tasks = await RpcTasks.OpenAsync(tasks => tasks.UseSqlite(TasksFile));
        _worker = await _tasks.StartWorkerAsync(worker =>
        {
            worker.Handle<ICalculator>(new Calculator()).Handle<IOrders>(new Orders(_bank, TasksFile)).Handle<IWarehouse>(new Warehouse());
            worker.Queue("default").Queue("money");
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _tasks.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_first_program_adds() => Assert.Equal("5\n", await RanAsync(() => BackgroundTasks.FirstAsync(_folder.File("first.db"))));

    [Fact]
    public async Task A_worker_works_until_it_is_stopped()
    {
        string file = _folder.File("other.db");
        await using RpcTasks tasks = await RpcTasks.OpenAsync(builder => builder.UseSqlite(file));
        using CancellationTokenSource stop = new();
        Task working = BackgroundTasks.WorkAsync(file, _bank, stop.Token);
        Assert.Equal(5, await (await tasks.EnqueueAsync(CalculatorCalls.Add(2, 3))).GetResultAsync().WaitAsync(s_patience));
        Assert.Equal("charged 1.00", await (await tasks.EnqueueAsync(OrdersCalls.Charge(1, 1m))).GetResultAsync().WaitAsync(s_patience));
        await stop.CancelAsync();
        await working.WaitAsync(s_patience);
    }

    [Fact]
    public async Task Options_batches_and_results_elsewhere()
    {
        Assert.Equal("charged 12.50\n", await RanAsync(() => BackgroundTasks.OptionsAsync(_tasks)));
        Assert.Equal("10100\n", await RanAsync(() => BackgroundTasks.ManyAsync(_tasks)));
        TaskHandle<int> sum = await _tasks.EnqueueAsync(CalculatorCalls.Add(2, 3));
        await sum.WaitAsync().WaitAsync(s_patience);
        Assert.Equal("Succeeded\n5\n", await RanAsync(() => BackgroundTasks.ElsewhereAsync(_tasks, sum.Id)));
    }

    [Fact]
    public async Task Failures_are_those_of_a_direct_call_and_cancelling_is_told()
    {
        Assert.Equal("There is not enough ink. 2 left.\n", await RanAsync(() => BackgroundTasks.FailuresAsync(_tasks)));
        Assert.Equal("True\n", await RanAsync(() => BackgroundTasks.CancelAsync(_tasks)));
        Assert.Contains("IWarehouse.TakeAsync(string,int), attempt 1: ", await RanAsync(() => BackgroundTasks.DeadLettersAsync(_tasks)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_one_task_and_one_charge()
    {
        Assert.Equal("True\nFalse\n", await RanAsync(() => BackgroundTasks.OnceAsync(_tasks)));
        Assert.InRange(_bank.Charges, 0, 1);
    }

    [Fact]
    public async Task An_order_and_its_mail_are_committed_together()
    {
        Execute("CREATE TABLE orders (id INTEGER)");
        Assert.Equal("ali@example.org: Your order 7\n", await RanAsync(() => BackgroundTasks.OutboxAsync(_tasks, TasksFile)));
    }

    [Fact]
    public async Task A_handler_ends_its_task_in_its_own_transaction()
    {
        Execute("CREATE TABLE stock (item TEXT, count INTEGER); INSERT INTO stock VALUES ('ink', 3)");
        Assert.Equal(2, await (await _tasks.EnqueueAsync(OrdersCalls.Book("ink"))).GetResultAsync().WaitAsync(s_patience));
        Assert.Equal(1, await (await _tasks.EnqueueAsync(OrdersCalls.Book("ink"))).GetResultAsync().WaitAsync(s_patience));
        Assert.Equal(0, _worker.Stale);
    }

    [Fact]
    public async Task Schedules_are_put_listed_and_removed() =>
        Assert.Equal("nightly export: 30 2 * * * Europe/Berlin\npulse: @every 00:00:30 UTC\n", await RanAsync(() => BackgroundTasks.ScheduleAsync(_tasks)));

    [Fact]
    public async Task Progress_is_read_until_the_end() => Assert.Equal("500\n", await RanAsync(() => BackgroundTasks.ProgressAsync(_tasks)));

    [Fact]
    public async Task A_graph_is_a_chain_a_group_and_a_chord() => Assert.Equal("13\n5050\n", await RanAsync(() => BackgroundTasks.GraphAsync(_tasks)));

    [Fact]
    public async Task A_worker_of_several_queues_runs_both() => await BackgroundTasks.QueuesAsync(_tasks, _bank).WaitAsync(s_patience);

    [Fact]
    public async Task A_host_works()
    {
        string file = _folder.File("host.db");
        using IHost host = BackgroundTasks.Host(file, _bank);
        await host.StartAsync();
        RpcTasks tasks = host.Services.GetRequiredService<RpcTasks>();
        Assert.Equal("charged 3.00", await (await tasks.EnqueueAsync(OrdersCalls.Charge(3, 3m))).GetResultAsync().WaitAsync(s_patience));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_hub_serves_a_file_to_others() => Assert.Equal("5\n", await RanAsync(() => BackgroundTasks.HubAsync(_folder.File("hub.db"))));

    [Fact]
    public async Task The_host_and_the_calls_of_those_who_come_from_hangfire_work()
    {
        using IHost host = FromHangfire.Build(_folder.File("hangfire.db"), _bank);
        await host.StartAsync();
        string printed = await RanAsync(() => FromHangfire.EnqueueAsync(host.Services.GetRequiredService<RpcTasks>()));
        Assert.Equal("ali@example.org: Your order 7\n", printed);
        await host.StopAsync();
    }

    [Fact]
    public async Task An_interceptor_sees_tasks()
    {
        await _worker.DisposeAsync();
        string printed = await RanAsync(() => BackgroundTasks.InterceptAsync(_tasks));
        Assert.StartsWith("Listings.ICalculator.AddAsync(int,int) of task 0", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_does_not_wait_a_day() => Assert.Equal("Scheduled\n5\n", await RanAsync(BackgroundTasks.TestAsync));

    private static Task<string> RanAsync(Func<Task> program) => PrintedAsync(() => program().WaitAsync(s_patience));

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={TasksFile}");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of these tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
