using System.Diagnostics;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.Tests.Stores;
using Rpc.Tasks.Worker;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Conformance;

/// <summary>What is not due stays in the store: however much of it there is, a worker's memory does not grow, and what is due at once does not wait.</summary>
[Collection(nameof(AloneCollection))]
public sealed class ScheduledCrowdTests(PostgresFixture postgres)
{
    private const int Few = 30_000;
    private const int Million = 1_000_000;
    private const long Megabytes = 1024 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public Task Many_that_are_not_due_cost_a_worker_on_sqlite_nothing() => SqliteAsync(Few);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task A_million_that_are_not_due_cost_a_worker_on_sqlite_nothing() => SqliteAsync(Million);

    [Fact]
    public async Task Many_that_are_not_due_cost_a_worker_on_postgres_nothing() => await CrowdAsync(await PostgresAsync(), Few);

    [Fact]
    [Trait("Category", "Nightly")]
    public async Task A_million_that_are_not_due_cost_a_worker_on_postgres_nothing() => await CrowdAsync(await PostgresAsync(), Million);

    private async Task<Func<ValueTask<RpcTasks>>> PostgresAsync()
    {
        string connection = await postgres.CreateDatabaseAsync();
        return () => RpcTasks.OpenAsync(tasks => tasks.UsePostgres(connection));
    }

    private static async Task SqliteAsync(int count)
    {
        using var folder = new TemporaryFolder();
        await CrowdAsync(() => RpcTasks.OpenAsync(tasks => tasks.UseSqlite(folder.File("tasks.db"))), count);
    }

    private static async Task CrowdAsync(Func<ValueTask<RpcTasks>> open, int count)
    {
        await using (RpcTasks before = await open())
        {
            for (int sent = 0; sent < count; sent += 5_000)
            {
                await before.EnqueueManyAsync(Enumerable.Range(sent, 5_000).Select(i => WorkCalls.Add(i, 1)), new EnqueueOptions { Delay = TimeSpan.FromDays(1) });
            }
        }

        var work = new Work();
        long empty = GC.GetTotalMemory(forceFullCollection: true);
        await using RpcTasks tasks = await open();
        await using TaskWorker worker = await tasks.StartWorkerAsync(options => options.Handle<IWork>(work));
        long began = Stopwatch.GetTimestamp();
        TaskHandle<int> now = await tasks.EnqueueAsync(WorkCalls.Add(1, 1));
        Assert.Equal(2, await now.GetResultAsync().WaitAsync(s_patience));
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        long grown = GC.GetTotalMemory(forceFullCollection: true) - empty;
        Assert.True(grown < 10 * Megabytes, $"The worker holds {grown / Megabytes} MB more.");
        Assert.Single(work.Runs);
        Assert.Contains((await tasks.OverviewAsync()).Counts, counted => counted is { State: RpcTaskState.Scheduled } && counted.Count == count);
        Counts.Tell($"{count} scheduled: the worker holds {grown / 1024} KiB more, one that is due at once took {took.TotalMilliseconds:F1} ms");
    }
}
