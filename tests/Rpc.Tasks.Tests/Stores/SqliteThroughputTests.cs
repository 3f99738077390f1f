using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>How many tasks a second go through a file: in, claimed, ended. Asserts that all do; the numbers are told.</summary>
public sealed class SqliteThroughputTests
{
    private const int Lanes = 64;

    [Theory]
    [InlineData(1, 20_000)]
    [InlineData(16, 60_000)]
    public async Task Tasks_go_in_are_claimed_and_end(int batch, int tasks)
    {
        using var folder = new TemporaryFolder();
        await using SqliteTaskStore store = SqliteTaskStore.Open(folder.File("tasks.db"));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var worker = new WorkerRow(Guid.CreateVersion7(), "host:1", ["default"], [TaskStoreSuite.Add], Lanes, now, now, now.AddHours(1));
        await store.RunAsync(async transaction =>
        {
            await transaction.PutWorkerAsync(worker);
            return 0;
        });
        await RunAsync(store, worker, batch, tasks / 10);
        (long Commits, long Edits) before = store.Writer.Done;
        long busy = store.Writer.Busy, allocated = GC.GetTotalAllocatedBytes(), began = Stopwatch.GetTimestamp();
        await RunAsync(store, worker, batch, tasks);
        TimeSpan took = Stopwatch.GetElapsedTime(began), wrote = Stopwatch.GetElapsedTime(busy, store.Writer.Busy);
        (long Commits, long Edits) after = store.Writer.Done;
        IReadOnlyList<TaskCount> counts = await store.ReadAsync(static transaction => transaction.CountAsync());
        Assert.Equal(new TaskCount("default", RpcTaskState.Succeeded, tasks + (tasks / 10)), Assert.Single(counts));
        Counts.Tell(string.Create(CultureInfo.InvariantCulture, $"SQLite, {Lanes} lanes, batches of {batch}: {tasks / took.TotalSeconds:n0} tasks/s in, claimed and ended; writer {wrote.TotalMicroseconds / tasks:0.0} us/task, {(double)(after.Edits - before.Edits) / (after.Commits - before.Commits):0.0} edits/commit, {wrote.TotalMicroseconds / (after.Commits - before.Commits):0} us/commit, {(GC.GetTotalAllocatedBytes() - allocated) / tasks:n0} B/task"));
    }

    private static async Task RunAsync(SqliteTaskStore store, WorkerRow worker, int batch, int tasks)
    {
        int left = tasks;
        var ended = new ConcurrentDictionary<Guid, bool>();
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Add(ref left, -batch) is var rest && rest > -batch)
            {
                int mine = Math.Min(batch, rest + batch);
                DateTimeOffset now = TimeProvider.System.GetUtcNow();
                TaskRow[] rows = new TaskRow[mine];
                for (int i = 0; i < mine; i++)
                {
                    rows[i] = Rows.Row(now: now);
                }

                await store.RunAsync(async transaction =>
                {
                    await transaction.InsertAsync(rows);
                    transaction.Announce(new TaskSignal(TaskSignalKinds.Ready));
                    return 0;
                });
                TaskRow[] claimed = await store.RunAsync(async transaction =>
                {
                    IReadOnlyList<TaskRow> ready = await transaction.LockReadyAsync(new ReadyQuery(worker.Id, "default", Quarantined: false, mine));
                    TaskRow[] next = [.. ready.Select(row => row.After(new TaskEvent.Claimed(worker.Id), transaction.Now))];
                    await transaction.SaveAsync(next);
                    return next;
                });
                await store.RunAsync(async transaction =>
                {
                    IReadOnlyList<TaskRow> running = await transaction.LockAsync([.. claimed.Select(static row => row.Id)]);
                    await transaction.EndAsync([.. running.Select(row => row.After(new TaskEvent.Succeeded(row.Token, [5]), transaction.Now))]);
                    transaction.Announce(new TaskSignal(TaskSignalKinds.Ended, [.. claimed.Select(static row => row.Id)]));
                    return 0;
                });
                Assert.All(claimed, row => Assert.True(ended.TryAdd(row.Id, true)));
            }
        })));
        Assert.Equal(tasks, ended.Count);
    }
}
