using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;

namespace Rpc.Tasks.Tests.Stores;

/// <content>Which tasks are found when something is to be done with them.</content>
public abstract partial class TaskStoreSuite
{
    private Task<IReadOnlyList<TaskRow>> Ready(WorkerRow worker, string queue = "default", bool quarantined = false, int most = 100) =>
        Edit(transaction => transaction.LockReadyAsync(new ReadyQuery(worker.Id, queue, quarantined, most)));

    [Fact]
    public async Task Ready_tasks_come_by_priority_then_by_time_then_by_id()
    {
        WorkerRow worker = await Join();
        TaskRow low = await Enqueue(Rows.Spec(priority: TaskPriority.Low), ago: TimeSpan.FromSeconds(9));
        TaskRow high = await Enqueue(Rows.Spec(priority: TaskPriority.High), ago: TimeSpan.FromSeconds(1));
        TaskRow older = await Enqueue(ago: TimeSpan.FromSeconds(5));
        TaskRow old = await Enqueue(ago: TimeSpan.FromSeconds(2));
        DateTimeOffset now = await Now();
        TaskRow[] same = [.. Enumerable.Range(0, 5).Select(_ => Rows.Row(now: now)).OrderBy(static row => row.Id)];
        await Insert([same[3], same[0], same[4], same[2], same[1]]);
        Are([high, older, old, .. same, low], await Ready(worker));
        Are([high, older, old, same[0]], await Ready(worker, most: 4));
    }

    [Fact]
    public async Task A_worker_takes_only_its_kinds_of_the_queue_it_asks_for()
    {
        WorkerRow both = await Join([Add, Divide], ["default", "mail"]), one = await Join([Divide]), none = await Join([]);
        TaskRow add = await Enqueue(ago: TimeSpan.FromSeconds(3)), divide = await Enqueue(Rows.Spec(Divide), ago: TimeSpan.FromSeconds(2)), mail = await Enqueue(Rows.Spec(queue: "mail"));
        TaskRow last = await Enqueue();
        await Enqueue(dueIn: TimeSpan.FromSeconds(1));
        Are([add, divide, last], await Ready(both));
        Are([add, divide], await Ready(both, most: 2));
        Are([mail], await Ready(both, "mail"));
        Are([divide], await Ready(one));
        Assert.Empty(await Ready(none));
        Assert.Empty(await Ready(both, "other"));
        Assert.Empty(await Ready(both with { Id = Guid.CreateVersion7() }));
        Assert.Empty(await Ready(both, most: 0));
    }

    [Fact]
    public async Task Kinds_are_merged_by_priority_and_time()
    {
        WorkerRow worker = await Join([Add, Divide]);
        var rows = new List<TaskRow>();
        for (int i = 0; i < 12; i++)
        {
            rows.Add(await Enqueue(Rows.Spec(i % 3 == 0 ? Add : Divide, priority: (TaskPriority)(i % 2)), ago: TimeSpan.FromSeconds(20 - i)));
        }

        TaskRow[] expected = [.. rows.OrderBy(static row => row.Spec.Priority).ThenBy(static row => row.ReadyAt)];
        Are(expected, await Ready(worker));
        Are(expected[..5], await Ready(worker, most: 5));
    }

    [Fact]
    public async Task What_runs_ends_or_is_parked_is_not_ready()
    {
        WorkerRow worker = await Join();
        TaskRow left = await Enqueue();
        await Apply((await Enqueue()).Id, new TaskEvent.Claimed(worker.Id));
        await Apply((await Enqueue()).Id, new TaskEvent.KindUnknown());
        await Ended();
        Are([left], await Ready(worker));
    }

    [Fact]
    public async Task The_quarantined_are_apart()
    {
        WorkerRow worker = await Join();
        TaskRow healthy = await Enqueue(), suspect = await Enqueue();
        await Apply(suspect.Id, new TaskEvent.Claimed(worker.Id));
        await Apply(suspect.Id, new TaskEvent.WorkerLost(worker.Id, Alone: false));
        Are([healthy], await Ready(worker));
        Are([suspect], await Ready(worker, quarantined: true));
    }

    [Fact]
    public async Task Scheduled_tasks_are_due_at_their_time_the_earliest_first()
    {
        TaskRow later = await Enqueue(dueIn: TimeSpan.FromSeconds(20)), soon = await Enqueue(dueIn: TimeSpan.FromSeconds(10)), far = await Enqueue(dueIn: TimeSpan.FromDays(3650));
        await Enqueue();
        Assert.Empty(await Edit(static transaction => transaction.LockDueAsync(10)));
        Advance(TimeSpan.FromSeconds(20));
        Are([soon, later], await Edit(static transaction => transaction.LockDueAsync(10)));
        Are([soon], await Edit(static transaction => transaction.LockDueAsync(1)));
        await Apply(soon.Id, new TaskEvent.ClockTicked());
        Are([later], await Edit(static transaction => transaction.LockDueAsync(10)));
        Same(far, await Find(far.Id));
    }

    [Fact]
    public async Task Only_what_never_began_and_does_not_run_expires()
    {
        TaskRow ready = await Enqueue(expiresAfter: TimeSpan.FromSeconds(5)), parked = await Enqueue(expiresAfter: TimeSpan.FromSeconds(6)), waiting = await Enqueue(Rows.Spec() with { Needs = 1 }, expiresAfter: TimeSpan.FromSeconds(7));
        TaskRow scheduled = await Enqueue(dueIn: TimeSpan.FromSeconds(1), expiresAfter: TimeSpan.FromSeconds(8));
        TaskRow running = await Enqueue(expiresAfter: TimeSpan.FromSeconds(5)), lost = await Enqueue(expiresAfter: TimeSpan.FromSeconds(5)), ended = await Enqueue(expiresAfter: TimeSpan.FromSeconds(5));
        TaskRow released = await Enqueue(expiresAfter: TimeSpan.FromSeconds(5));
        await Enqueue();
        await Enqueue(expiresAfter: TimeSpan.FromHours(1));
        var worker = Guid.CreateVersion7();
        await Apply(parked.Id, new TaskEvent.KindUnknown());
        foreach (TaskRow row in (TaskRow[])[running, lost, released])
        {
            await Apply(row.Id, new TaskEvent.Claimed(worker));
        }

        await Apply(lost.Id, new TaskEvent.WorkerLost(worker, Alone: false));
        await Apply(released.Id, new TaskEvent.Released(1));
        await Apply(ended.Id, new TaskEvent.CancelRequested());
        Assert.Empty(await Edit(static transaction => transaction.LockExpiredAsync(10)));
        Advance(TimeSpan.FromSeconds(10));
        IReadOnlyList<TaskRow> expired = await Edit(static transaction => transaction.LockExpiredAsync(10));
        Assert.Equal(new[] { ready.Id, parked.Id, waiting.Id, scheduled.Id, released.Id }.ToHashSet(), expired.Select(static row => row.Id).ToHashSet());
        Assert.Equal(2, (await Edit(static transaction => transaction.LockExpiredAsync(2))).Count);
        TaskRow gone = await Apply(ready.Id, new TaskEvent.ClockTicked());
        Assert.Equal(RpcTaskFailure.Expired, gone.Error!.Failure);
        Assert.Equal(4, (await Edit(static transaction => transaction.LockExpiredAsync(10))).Count);
    }

    [Fact]
    public async Task What_runs_in_a_worker_is_found_by_it_and_so_is_what_it_is_to_cancel()
    {
        Guid one = Guid.CreateVersion7(), other = Guid.CreateVersion7();
        TaskRow first = await Enqueue(), second = await Enqueue(), third = await Enqueue(), waiting = await Enqueue();
        await Apply(first.Id, new TaskEvent.Claimed(one));
        await Apply(second.Id, new TaskEvent.Claimed(one));
        await Apply(third.Id, new TaskEvent.Claimed(other));
        Assert.Empty(await Read(transaction => transaction.CancelledOfAsync(one)));
        await Apply(second.Id, new TaskEvent.CancelRequested());
        await Apply(waiting.Id, new TaskEvent.CancelRequested());
        IReadOnlyList<TaskRow> running = await Edit(transaction => transaction.LockRunningAsync(one));
        Assert.Equal(new[] { first.Id, second.Id }.ToHashSet(), running.Select(static row => row.Id).ToHashSet());
        Assert.Equal([second.Id], await Read(transaction => transaction.CancelledOfAsync(one)));
        Assert.Empty(await Read(transaction => transaction.CancelledOfAsync(other)));
        Assert.Empty(await Edit(static transaction => transaction.LockRunningAsync(Guid.CreateVersion7())));
    }

    [Fact]
    public async Task A_kind_is_unknown_where_live_workers_serve_its_queue_and_none_knows_it()
    {
        TaskRow unknown = await Enqueue(Rows.Spec(Divide)), suspect = await Enqueue(Rows.Spec(Divide));
        await Enqueue();
        await Enqueue(Rows.Spec(Divide, "unserved"));
        await Enqueue(Rows.Spec(Divide), dueIn: TimeSpan.FromSeconds(70));
        await Apply(suspect.Id, new TaskEvent.Claimed(Guid.Empty));
        await Apply(suspect.Id, new TaskEvent.WorkerLost(Guid.Empty, Alone: false));
        Assert.Empty(await Edit(static transaction => transaction.LockUnknownAsync(10)));
        WorkerRow worker = await Join();
        Assert.Equal(new[] { unknown.Id, suspect.Id }.ToHashSet(), (await Edit(static transaction => transaction.LockUnknownAsync(10))).Select(static row => row.Id).ToHashSet());
        Assert.Single(await Edit(static transaction => transaction.LockUnknownAsync(1)));

        // One that knows it elsewhere counts, as long as it lives.
        WorkerRow other = await Join([Divide], ["mail"]);
        Assert.Empty(await Edit(static transaction => transaction.LockUnknownAsync(10)));
        Advance(TimeSpan.FromSeconds(59));
        Assert.True(await Edit(transaction => transaction.RenewAsync(worker.Id, transaction.Now.AddMinutes(1), transaction.Now)));
        Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, (await Edit(static transaction => transaction.LockUnknownAsync(10))).Count);
        await Edit(transaction => transaction.RemoveWorkerAsync(other.Id));
        Assert.Equal(2, (await Edit(static transaction => transaction.LockUnknownAsync(10))).Count);
        Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(await Edit(static transaction => transaction.LockUnknownAsync(10)));
    }

    [Fact]
    public async Task Parked_tasks_are_found_by_their_kinds()
    {
        TaskRow add = await Enqueue(), divide = await Enqueue(Rows.Spec(Divide));
        await Enqueue(Rows.Spec("App.IOther.Do()"));
        await Apply(add.Id, new TaskEvent.KindUnknown());
        await Apply(divide.Id, new TaskEvent.KindUnknown());
        Are([add], await Edit(static transaction => transaction.LockParkedAsync([Add, "App.IOther.Do()"], 10)));
        Assert.Equal(2, (await Edit(static transaction => transaction.LockParkedAsync([Divide, Add], 10))).Count);
        Assert.Single(await Edit(static transaction => transaction.LockParkedAsync([Divide, Add], 1)));
        Assert.Empty(await Edit(static transaction => transaction.LockParkedAsync([], 10)));
        await Apply(add.Id, new TaskEvent.KindKnown());
        Are([divide], await Edit(static transaction => transaction.LockParkedAsync([Divide, Add], 10)));
    }

    [Fact]
    public async Task What_no_broker_was_told_of_is_found_after_a_while()
    {
        TaskRow old = await Enqueue(ago: TimeSpan.FromSeconds(20)), told = await Enqueue(ago: TimeSpan.FromSeconds(20)), suspect = await Enqueue(ago: TimeSpan.FromSeconds(20));
        TaskRow fresh = await Enqueue();
        await Enqueue(dueIn: TimeSpan.FromSeconds(1), ago: TimeSpan.FromSeconds(20));
        await Apply(told.Id, new TaskEvent.WasPublished());
        await Apply(suspect.Id, new TaskEvent.Claimed(Guid.Empty));
        await Apply(suspect.Id, new TaskEvent.WorkerLost(Guid.Empty, Alone: false));
        Are([old], await Edit(static transaction => transaction.LockUnpublishedAsync(transaction.Now.AddSeconds(-5), 10)));
        Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(new[] { old.Id, fresh.Id }.ToHashSet(), (await Edit(static transaction => transaction.LockUnpublishedAsync(transaction.Now.AddSeconds(-5), 10))).Select(static row => row.Id).ToHashSet());
        Assert.Single(await Edit(static transaction => transaction.LockUnpublishedAsync(transaction.Now.AddSeconds(-5), 1)));
        await Apply(old.Id, new TaskEvent.WasPublished());
        Are([fresh], await Edit(static transaction => transaction.LockUnpublishedAsync(transaction.Now, 10)));
    }
}
