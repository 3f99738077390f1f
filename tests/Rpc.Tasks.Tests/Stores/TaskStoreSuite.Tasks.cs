using System.Security.Cryptography;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;

namespace Rpc.Tasks.Tests.Stores;

/// <content>Tasks that are added, changed and end.</content>
public abstract partial class TaskStoreSuite
{
    private static readonly TaskSpec s_full = new(Add, "0123456789abcdef0123456789abcdef", "mail", TaskPriority.High, RetryPolicy.Exponential(3) with { NotAfter = ["System.ArgumentException"] }, TimeSpan.FromSeconds(90), TimeSpan.FromHours(2))
    {
        IdempotencyKey = "order-1",
        UniqueKey = "customer ä",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Schedule = "nightly",
        Needs = 2,
    };

    [Fact]
    public async Task A_row_comes_back_with_all_that_it_was_given()
    {
        TaskRow row = await Enqueue(s_full, dueIn: TimeSpan.FromSeconds(5), expiresAfter: TimeSpan.FromMinutes(1));
        Assert.Equal(RpcTaskState.Waiting, row.State);
        Same(row, await Find(row.Id));
        Same(row, Assert.Single(await Edit(transaction => transaction.LockAsync([row.Id]))));
        Assert.Null(await Find(Guid.CreateVersion7()));
    }

    [Fact]
    public async Task What_the_engine_makes_of_a_row_is_kept_step_by_step()
    {
        var worker = Guid.CreateVersion7();
        Guid id = (await Enqueue(s_full with { Needs = 0 })).Id;
        TaskEvent[] life =
        [
            new TaskEvent.Claimed(worker), new TaskEvent.Reported(1, [5, 5]), new TaskEvent.CancelRequested(), new TaskEvent.WorkerLost(worker, Alone: false),
        ];
        foreach (TaskEvent happened in life[..2])
        {
            Same(await Apply(id, happened), await Find(id));
        }

        Same(await Apply(id, life[3]), await Find(id));
        Same(await Apply(id, new TaskEvent.WasPublished()), await Find(id));
        Same(await Apply(id, new TaskEvent.KindUnknown()), await Find(id));
        Same(await Apply(id, new TaskEvent.KindKnown()), await Find(id));
        Same(await Apply(id, new TaskEvent.Claimed(worker)), await Find(id));
        Same(await Apply(id, new TaskEvent.AttemptFailed(2, new TaskError(RpcTaskFailure.None, "It broke.", [9]), MayRetry: true, Random: 0.5)), await Find(id));
        Advance(TimeSpan.FromSeconds(1));
        Same(await Apply(id, new TaskEvent.ClockTicked()), await Find(id));
        Same(await Apply(id, new TaskEvent.Claimed(worker)), await Find(id));
        Same(await Apply(id, life[2]), await Find(id));
        TaskRow ended = await Apply(id, new TaskEvent.AttemptFailed(3, new TaskError(RpcTaskFailure.TimedOut, "Too long.", [1, 2]), MayRetry: false, Random: 0));
        Assert.Equal((RpcTaskState.Failed, 3, 1), (ended.State, ended.History.Count, ended.Deaths));
        Same(ended, await Find(id));
    }

    [Fact]
    public async Task A_result_and_an_empty_one_are_kept()
    {
        TaskRow ended = await Ended();
        Assert.Equal([7, 8], ended.Result);
        Same(ended, await Find(ended.Id));
        TaskRow empty = await Enqueue();
        await Apply(empty.Id, new TaskEvent.Claimed(Guid.CreateVersion7()));
        empty = await Apply(empty.Id, new TaskEvent.Succeeded(1, []));
        Same(empty, await Find(empty.Id));
    }

    [Fact]
    public async Task Empty_arguments_are_not_missing_ones()
    {
        TaskRow row = (await Insert(await Row() with { Arguments = [] }))[0];
        Same(row, await Find(row.Id));
    }

    [Fact]
    public async Task An_id_is_taken_once_even_by_a_task_that_has_ended()
    {
        TaskRow row = await Enqueue();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Insert(row));
        TaskRow ended = await Ended();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Insert(Rows.Row() with { Id = ended.Id }));
        TaskRow fresh = await Row();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Insert(fresh, row));
        Assert.Null(await Find(fresh.Id));
        Same(row, await Find(row.Id));
        Same(ended, await Find(ended.Id));
    }

    [Fact]
    public async Task Only_what_has_not_ended_is_locked_by_id()
    {
        TaskRow[] rows = [await Enqueue(), await Enqueue(), await Ended()];
        IReadOnlyList<TaskRow> locked = await Edit(transaction => transaction.LockAsync([.. rows.Select(static row => row.Id), Guid.CreateVersion7()]));
        Assert.Equal(rows[..2].Select(static row => row.Id).ToHashSet(), locked.Select(static row => row.Id).ToHashSet());
    }

    [Fact]
    public async Task An_id_that_is_asked_for_twice_is_found_once()
    {
        TaskRow row = await Enqueue(), ended = await Ended();
        Assert.Single(await Edit(transaction => transaction.LockAsync([row.Id, row.Id])));
        Assert.Equal(2, (await Read(transaction => transaction.FindAsync([row.Id, ended.Id, row.Id, ended.Id]))).Count);
        Assert.Single(await Read(transaction => transaction.FindEndedAsync([row.Id, ended.Id, ended.Id])));
    }

    [Fact]
    public async Task Ended_ones_are_found_among_ids()
    {
        TaskRow[] rows = [await Enqueue(), await Ended(), await Enqueue(), await Ended()];
        IReadOnlyList<TaskRow> ended = await Read(transaction => transaction.FindEndedAsync([.. rows.Select(static row => row.Id), Guid.CreateVersion7()]));
        Assert.Equal(2, ended.Count);
        Same(rows[1], ended.Single(row => row.Id == rows[1].Id));
        Same(rows[3], ended.Single(row => row.Id == rows[3].Id));
    }

    [Fact]
    public async Task What_is_not_there_or_has_ended_cannot_be_saved_or_ended()
    {
        TaskRow ended = await Ended();
        TaskRow never = (await Row()).After(new TaskEvent.Claimed(Guid.CreateVersion7()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Edit(transaction => transaction.SaveAsync([never])));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Edit(transaction => transaction.SaveAsync([never with { Id = ended.Id }])));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Edit(transaction => transaction.EndAsync([ended])));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Edit(transaction => transaction.ReviveAsync([never])));
        Same(ended, await Find(ended.Id));
    }

    [Fact]
    public async Task Arguments_that_were_waited_for_are_saved()
    {
        TaskRow row = await Enqueue(Rows.Spec() with { Needs = 1 });
        byte[] large = RandomNumberGenerator.GetBytes(20_000);
        row = await Apply(row.Id, new TaskEvent.NeedMet(large));
        Assert.Equal(RpcTaskState.Ready, row.State);
        Assert.Equal(large, (await Find(row.Id))!.Arguments);
        await Apply(row.Id, new TaskEvent.Claimed(Guid.CreateVersion7()));
        Assert.Equal(large, (await Find(row.Id))!.Arguments);

        TaskRow small = await Enqueue(Rows.Spec() with { Needs = 1 }, dueIn: TimeSpan.FromSeconds(1));
        small = await Apply(small.Id, new TaskEvent.NeedMet([4]));
        Same(small, await Find(small.Id));
    }

    [Fact]
    public async Task Ten_mebibytes_of_arguments_and_of_a_result_come_back()
    {
        byte[] arguments = RandomNumberGenerator.GetBytes(10 << 20), result = RandomNumberGenerator.GetBytes(10 << 20);
        WorkerRow worker = await Join();
        Guid id = (await Insert(await Row() with { Arguments = arguments }))[0].Id;
        TaskRow claimed = await Edit(async transaction =>
        {
            TaskRow row = Assert.Single(await transaction.LockReadyAsync(new(worker.Id, "default", Quarantined: false, 10))).After(new TaskEvent.Claimed(worker.Id), transaction.Now);
            await transaction.SaveAsync([row]);
            return row;
        });
        Assert.Equal(arguments, claimed.Arguments);
        Assert.Equal(arguments, (await Find(id))!.Arguments);
        await Apply(id, new TaskEvent.Succeeded(1, result));
        TaskRow ended = (await Find(id))!;
        Assert.Equal(result, ended.Result);
        Assert.Empty(ended.Arguments);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50_000)]
    public async Task What_has_failed_is_revived_with_its_arguments(int size)
    {
        byte[] arguments = RandomNumberGenerator.GetBytes(size);
        TaskRow row = (await Insert(await Row(expiresAfter: TimeSpan.FromSeconds(1)) with { Arguments = arguments }))[0];
        await Apply(row.Id, new TaskEvent.Claimed(Guid.CreateVersion7()));
        await Apply(row.Id, new TaskEvent.AttemptFailed(1, new TaskError(RpcTaskFailure.None, "It broke.", []), MayRetry: false, Random: 0));
        Advance(TimeSpan.FromSeconds(3));
        TaskRow revived = await Edit(async transaction =>
        {
            TaskRow next = Assert.Single(await transaction.FindEndedAsync([row.Id])).After(new TaskEvent.RetryRequested(), transaction.Now);
            await transaction.ReviveAsync([next]);
            return next;
        });
        Same(revived, await Find(row.Id));
        Assert.Equal(arguments, revived.Arguments);
        WorkerRow worker = await Join();
        Are([revived], await Edit(transaction => transaction.LockReadyAsync(new(worker.Id, "default", Quarantined: false, 10))));
        Assert.Empty(await Read(transaction => transaction.FindEndedAsync([row.Id])));
    }
}
