using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;

namespace Rpc.Tasks.Tests.Stores;

/// <content>Lists, counts and the outlook.</content>
public abstract partial class TaskStoreSuite
{
    [Fact]
    public async Task Lists_are_filtered_and_carry_no_arguments_or_results()
    {
        TaskRow ended = await Ended();
        Advance(TimeSpan.FromSeconds(1));
        TaskRow ready = await Enqueue(Rows.Spec(Divide, "mail") with { Schedule = "nightly" });
        Advance(TimeSpan.FromSeconds(1));
        TaskRow scheduled = await Enqueue(dueIn: TimeSpan.FromMinutes(1));
        Are([scheduled, ready, ended], await List(new TaskFilter()));
        Are([scheduled, ended], await List(new TaskFilter { States = [RpcTaskState.Scheduled, RpcTaskState.Succeeded] }));
        Are([ready], await List(new TaskFilter { Queue = "mail" }));
        Are([ready], await List(new TaskFilter { Kind = "Divide" }));
        Are([], await List(new TaskFilter { Kind = "divide" }));
        Are([], await List(new TaskFilter { Kind = "D%e" }));
        Are([ready], await List(new TaskFilter { Schedule = "nightly" }));
        Are([], await List(new TaskFilter { Schedule = "night" }));
        Are([scheduled], await List(new TaskFilter { Kind = "Add", States = [RpcTaskState.Scheduled, RpcTaskState.Ready], Queue = "default" }));
        Same(ended with { Result = null }, (await List(new TaskFilter()))[2]);
        Same(ready with { Arguments = [] }, (await List(new TaskFilter()))[1]);
    }

    [Fact]
    public async Task Pages_of_a_list_follow_each_other_without_gap_or_repetition()
    {
        var all = new List<TaskRow>();
        for (int i = 0; i < 5; i++)
        {
            DateTimeOffset now = await Now();
            TaskRow[] rows = [.. Enumerable.Range(0, 5).Select(_ => Rows.Row(now: now))];
            await Insert(rows);
            all.AddRange(rows);
            await Apply(rows[i].Id, new TaskEvent.CancelRequested());
            Advance(TimeSpan.FromSeconds(1));
        }

        TaskRow[] expected = [.. all.OrderByDescending(static row => row.EnqueuedAt).ThenByDescending(static row => row.Id)];
        var seen = new List<TaskRow>();
        while (await List(new TaskFilter { Most = 4, After = seen.Count == 0 ? null : new TaskPlace(seen[^1].EnqueuedAt, seen[^1].Id) }) is { Count: > 0 } page)
        {
            Assert.True(page.Count == 4 || seen.Count + page.Count == 25);
            seen.AddRange(page);
        }

        Are(expected, seen);
    }

    [Fact]
    public async Task Tasks_are_counted_by_queue_and_state()
    {
        Assert.Empty(await Read(static transaction => transaction.CountAsync()));
        await Enqueue();
        await Enqueue();
        await Enqueue(Rows.Spec(queue: "mail"));
        await Enqueue(Rows.Spec() with { Needs = 1 });
        await Enqueue(dueIn: TimeSpan.FromSeconds(1));
        await Ended();
        await Apply((await Enqueue(Rows.Spec(queue: "mail"))).Id, new TaskEvent.Claimed(Guid.CreateVersion7()));
        await Apply((await Enqueue(Rows.Spec(queue: "mail"))).Id, new TaskEvent.KindUnknown());
        await Apply((await Enqueue(Rows.Spec(queue: "mail"))).Id, new TaskEvent.CancelRequested());
        TaskCount[] expected =
        [
            new("default", RpcTaskState.Waiting, 1), new("default", RpcTaskState.Scheduled, 1), new("default", RpcTaskState.Ready, 2), new("default", RpcTaskState.Succeeded, 1),
            new("mail", RpcTaskState.Ready, 1), new("mail", RpcTaskState.Running, 1), new("mail", RpcTaskState.Cancelled, 1), new("mail", RpcTaskState.Parked, 1),
        ];
        Assert.Equal(expected, (await Read(static transaction => transaction.CountAsync())).OrderBy(static count => count.Queue, StringComparer.Ordinal).ThenBy(static count => count.State));
    }

    [Fact]
    public async Task The_outlook_of_an_empty_store_is_nothing()
    {
        TaskOutlook outlook = await Peek(null);
        Assert.Equal(new TaskOutlook(outlook.Now, false, null, null, false), outlook);
    }

    [Fact]
    public async Task The_outlook_says_whether_the_worker_that_asks_has_something_ready()
    {
        WorkerRow worker = await Join(queues: ["default", "mail"]), other = await Join([Divide]);
        await Enqueue(Rows.Spec(queue: "mail"));
        Assert.True((await Peek(worker.Id)).HasReady);
        Assert.True((await Peek(worker.Id, "mail")).HasReady);
        Assert.False((await Peek(worker.Id, "default")).HasReady);
        Assert.False((await Peek(other.Id)).HasReady);
        Assert.False((await Peek(null)).HasReady);
        Assert.False((await Read(transaction => transaction.PeekAsync([], worker.Id))).HasReady);
        TaskRow suspect = await Enqueue(Rows.Spec(Divide));
        await Apply(suspect.Id, new TaskEvent.Claimed(other.Id));
        Assert.False((await Peek(other.Id)).HasReady);
        await Apply(suspect.Id, new TaskEvent.WorkerLost(other.Id, Alone: false));
        Assert.True((await Peek(other.Id)).HasReady);
    }

    [Fact]
    public async Task The_outlook_says_when_something_is_due()
    {
        TaskRow far = await Enqueue(dueIn: TimeSpan.FromSeconds(30)), soon = await Enqueue(dueIn: TimeSpan.FromSeconds(20));
        Assert.Equal(soon.ReadyAt, (await Peek(null)).NextDueAt);
        DateTimeOffset now = await Now();
        ScheduleRow schedule = new("s", "@every 00:00:05", "UTC", Rows.Spec(), [], now.AddSeconds(5), null, IsPaused: true);
        await Edit(transaction => transaction.PutScheduleAsync(schedule));
        Assert.Equal(soon.ReadyAt, (await Peek(null)).NextDueAt);
        await Edit(transaction => transaction.PutScheduleAsync(schedule with { IsPaused = false }));
        Assert.Equal(schedule.NextAt, (await Peek(null)).NextDueAt);
        await Edit(transaction => transaction.PutScheduleAsync(schedule with { NextAt = null }));
        await Apply(soon.Id, new TaskEvent.CancelRequested());
        Assert.Equal(far.ReadyAt, (await Peek(null)).NextDueAt);
        WorkerRow worker = await Join();
        Advance(TimeSpan.FromSeconds(1));
        await Join();
        Assert.Equal(worker.LeaseUntil, (await Peek(null)).NextLossAt);
    }

    [Fact]
    public async Task The_outlook_says_whether_something_expired_is_unknown_or_is_to_be_forgotten()
    {
        TaskRow expiring = await Enqueue(expiresAfter: TimeSpan.FromSeconds(5));
        Assert.False((await Peek(null)).HasOther);
        Advance(TimeSpan.FromSeconds(5));
        Assert.True((await Peek(null)).HasOther);
        await Apply(expiring.Id, new TaskEvent.ClockTicked());
        Assert.False((await Peek(null)).HasOther);
        TaskRow unknown = await Enqueue(Rows.Spec(Divide));
        Assert.False((await Peek(null)).HasOther);
        await Join();
        Assert.True((await Peek(null)).HasOther);
        await Apply(unknown.Id, new TaskEvent.KindUnknown());
        Assert.False((await Peek(null)).HasOther);
        Advance(TimeSpan.FromHours(2));
        Assert.True((await Peek(null)).HasOther);
    }

    private Task<IReadOnlyList<TaskRow>> List(TaskFilter filter) => Read(transaction => transaction.ListAsync(filter));

    private Task<TaskOutlook> Peek(Guid? worker, params string[] queues) => Read(transaction => transaction.PeekAsync(queues.Length == 0 ? ["default", "mail"] : queues, worker));
}
