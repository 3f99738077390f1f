using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;

namespace Rpc.Tasks.Tests.Stores;

/// <content>Edits, reads and signals.</content>
public abstract partial class TaskStoreSuite
{
    [Fact]
    public async Task Nothing_of_an_edit_that_throws_has_happened()
    {
        WorkerRow worker = await Join();
        TaskRow there = await Enqueue(), fresh = await Row();
        var error = await Assert.ThrowsAsync<FormatException>(() => Edit<int>(async transaction =>
        {
            await transaction.InsertAsync([fresh]);
            await transaction.EndAsync([there.After(new TaskEvent.CancelRequested(), transaction.Now)]);
            await transaction.ReserveAsync([new TaskKey(false, "k", fresh.Id, [])]);
            await transaction.AddNeedsAsync([new TaskNeed(fresh.Id, 0, 0, there.Id, 0)]);
            await transaction.RemoveWorkerAsync(worker.Id);
            await transaction.PutShapesAsync("f", [1]);
            await transaction.PutScheduleAsync(new ScheduleRow("s", "@every 00:00:05", "UTC", Rows.Spec(), [], null, null, IsPaused: false));
            Assert.Equal(2, (await transaction.FindAsync([fresh.Id, there.Id])).Count);
            throw new FormatException("on purpose");
        }));
        Assert.Equal("on purpose", error.Message);
        Assert.Null(await Find(fresh.Id));
        Same(there, await Find(there.Id));
        Assert.Empty(await Reserve(new TaskKey(false, "k", Guid.CreateVersion7(), [])));
        Assert.Empty(await Edit(transaction => transaction.NeedsForAsync(fresh.Id)));
        Assert.Single(await Read(static transaction => transaction.WorkersAsync()));
        Assert.Null(await Read(static transaction => transaction.FindShapesAsync("f")));
        Assert.Empty(await Read(static transaction => transaction.SchedulesAsync()));
    }

    [Fact]
    public async Task Edits_that_throw_do_not_disturb_the_others()
    {
        TaskRow[] rows = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Row()));
        bool[] thrown = await Task.WhenAll(rows.Select((row, i) => Task.Run(async () =>
        {
            try
            {
                return await Edit(async transaction =>
                {
                    await transaction.InsertAsync([row]);
                    return i % 7 == 3 ? throw new FormatException() : false;
                });
            }
            catch (FormatException)
            {
                return true;
            }
        })));
        HashSet<Guid> there = [.. (await Read(static transaction => transaction.ListAsync(new TaskFilter { Most = 1000 }))).Select(static row => row.Id)];
        Assert.All(Enumerable.Range(0, 200), i => Assert.Equal((i % 7 == 3, i % 7 != 3), (thrown[i], there.Contains(rows[i].Id))));
    }

    [Fact]
    public async Task Of_sixty_four_edits_at_once_each_happens_and_none_twice()
    {
        WorkerRow worker = await Join();
        await Insert(await Task.WhenAll(Enumerable.Range(0, 640).Select(_ => Row())));
        var claimed = new List<Guid>();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            while (await Claim(worker, 3) is { Count: > 0 } mine)
            {
                lock (claimed)
                {
                    claimed.AddRange(mine.Select(static row => row.Id));
                }
            }
        })));
        Assert.Equal(640, claimed.Count);
        Assert.Equal(640, claimed.Distinct().Count());
        Assert.Equal([new TaskCount("default", RpcTaskState.Running, 640)], await Read(static transaction => transaction.CountAsync()));
    }

    [Fact]
    public async Task Time_stands_inside_a_transaction()
    {
        (DateTimeOffset before, DateTimeOffset after) = await Edit(async transaction =>
        {
            DateTimeOffset now = transaction.Now;
            await transaction.LockDueAsync(1);
            return (now, transaction.Now);
        });
        Assert.Equal(before, after);
        Advance(TimeSpan.FromSeconds(3));
        Assert.True(await Now() - before >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_transaction_is_over_when_its_edit_is()
    {
        ITaskTransaction? kept = null;
        await Edit(transaction =>
        {
            kept = transaction;
            return ValueTask.CompletedTask;
        });
        await Assert.ThrowsAnyAsync<InvalidOperationException>(async () => await kept!.InsertAsync([Rows.Row()]));
    }

    [Fact]
    public async Task A_read_cannot_write()
    {
        TaskRow row = await Row();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Read(async transaction =>
        {
            await transaction.InsertAsync([row]);
            return 0;
        }));
        Assert.Null(await Find(row.Id));
    }

    [Fact]
    public async Task What_waits_is_cancelled_by_its_token()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.RunAsync(static _ => new ValueTask<int>(1), cancel.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ReadAsync(static _ => new ValueTask<int>(1), cancel.Token));
    }

    [Fact]
    public async Task Announcements_are_heard_after_the_commit_and_never_after_a_throw()
    {
        var heard = new TaskCompletionSource<TaskSignal>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thrown = Guid.CreateVersion7();
        bool early = false;
        using IDisposable listener = Store.Listen(signal =>
        {
            early |= signal.Ended?.Contains(thrown) == true;
            if (signal.Kinds.HasFlag(TaskSignalKinds.Ended))
            {
                heard.TrySetResult(signal);
            }
        });
        TaskRow row = await Row();
        await Assert.ThrowsAsync<FormatException>(() => Edit<int>(transaction =>
        {
            transaction.Announce(new TaskSignal(TaskSignalKinds.Ended, [thrown]));
            throw new FormatException();
        }));
        await Edit(async transaction =>
        {
            await transaction.InsertAsync([row]);
            transaction.Announce(new TaskSignal(TaskSignalKinds.Ready));
            transaction.Announce(new TaskSignal(TaskSignalKinds.Ended, [row.Id]));
            early |= heard.Task.IsCompleted;
        });
        TaskSignal signal = await heard.Task.WaitAsync(Patience);
        Assert.Contains(row.Id, signal.Ended!);
        Assert.True(signal.Kinds.HasFlag(TaskSignalKinds.Ready));
        Assert.False(early);
        Assert.NotNull(await Find(row.Id));
    }

    [Fact]
    public async Task Who_has_disposed_of_it_hears_no_more()
    {
        int first = 0;
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IDisposable ends = Store.Listen(_ => first++);
        using IDisposable stays = Store.Listen(_ => second.TrySetResult());
        ends.Dispose();
        ends.Dispose();
        await Edit(static transaction =>
        {
            transaction.Announce(new TaskSignal(TaskSignalKinds.Ready));
            return ValueTask.CompletedTask;
        });
        await second.Task.WaitAsync(Patience);
        Assert.Equal(0, first);
    }

    [Fact]
    public async Task A_listener_that_throws_harms_nobody()
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable first = Store.Listen(static _ => throw new FormatException());
        using IDisposable second = Store.Listen(_ => heard.TrySetResult());
        await Edit(static transaction =>
        {
            transaction.Announce(new TaskSignal(TaskSignalKinds.Ready));
            return ValueTask.CompletedTask;
        });
        await heard.Task.WaitAsync(Patience);
        await Enqueue();
    }

    [Fact]
    public async Task Nothing_is_done_with_empty_lists()
    {
        await Edit(static async transaction =>
        {
            await transaction.InsertAsync([]);
            await transaction.SaveAsync([]);
            await transaction.EndAsync([]);
            await transaction.ReviveAsync([]);
            await transaction.ForgetAsync([], []);
            await transaction.AddNeedsAsync([]);
            await transaction.DropNeedsAsync([]);
            Assert.Empty(await transaction.LockAsync([]));
            Assert.Empty(await transaction.FindAsync([]));
            Assert.Empty(await transaction.FindEndedAsync([]));
            Assert.Empty(await transaction.NeedsOfAsync([]));
        });
    }

    private Task<IReadOnlyList<TaskRow>> Claim(WorkerRow worker, int most) => Edit<IReadOnlyList<TaskRow>>(async transaction =>
    {
        TaskRow[] rows = [.. (await transaction.LockReadyAsync(new ReadyQuery(worker.Id, "default", Quarantined: false, most))).Select(row => row.After(new TaskEvent.Claimed(worker.Id), transaction.Now))];
        await transaction.SaveAsync(rows);
        return rows;
    });
}
