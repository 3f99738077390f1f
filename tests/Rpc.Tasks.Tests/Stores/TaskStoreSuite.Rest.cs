using System.Security.Cryptography;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;

namespace Rpc.Tasks.Tests.Stores;

/// <content>Keys, needs, workers, shapes, schedules, and what there is to do.</content>
public abstract partial class TaskStoreSuite
{
    [Fact]
    public async Task A_key_is_had_by_the_first_and_the_others_are_told_by_whom()
    {
        Guid first = Guid.CreateVersion7(), second = Guid.CreateVersion7();
        Assert.Empty(await Reserve(new TaskKey(false, "k", first, [1]), new TaskKey(true, "k", second, [])));
        TaskKeyHolder holder = Assert.Single(await Reserve(new TaskKey(false, "k", second, [2]), new TaskKey(false, "K", second, [2])));
        Assert.Equal((first, second, "k"), (holder.Holder, holder.Wanted.Task, holder.Wanted.Key));
        Assert.Equal([1], holder.Digest);
        Assert.Equal(second, Assert.Single(await Reserve(new TaskKey(true, "k", first, []))).Holder);
        Assert.Equal(second, Assert.Single(await Reserve(new TaskKey(false, "K", first, []))).Holder);
        Assert.Empty(await Reserve(new TaskKey(false, "k", first, [1])));
        Assert.Equal(first, Assert.Single(await Reserve(new TaskKey(false, "twice", first, []), new TaskKey(false, "twice", second, []))).Holder);
        Assert.Empty(await Reserve());
    }

    [Fact]
    public async Task Of_many_who_want_a_key_at_once_exactly_one_has_it()
    {
        TaskRow[] rows = [.. (await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => await Row(Rows.Spec() with { UniqueKey = "one" }))))];
        IReadOnlyList<TaskKeyHolder>[] answers = await Task.WhenAll(rows.Select(row => Task.Run(() => Edit(async transaction =>
        {
            IReadOnlyList<TaskKeyHolder> held = await transaction.ReserveAsync([new TaskKey(true, "one", row.Id, [])]);
            if (held.Count == 0)
            {
                await transaction.InsertAsync([row]);
            }

            return held;
        }))));
        Guid winner = rows[Array.FindIndex(answers, static answer => answer.Count == 0)].Id;
        Assert.Equal(49, answers.Count(answer => answer.Count == 1 && answer[0].Holder == winner));
        Assert.Equal(winner, Assert.Single(await Read(static transaction => transaction.ListAsync(new TaskFilter()))).Id);
    }

    [Fact]
    public async Task A_unique_key_is_given_up_at_the_end_and_an_idempotency_key_when_nothing_is_left()
    {
        TaskSpec spec = Rows.Spec() with { IdempotencyKey = "i", UniqueKey = "u", ResultTtl = TimeSpan.FromSeconds(10) };
        TaskRow row = await Row(spec);
        Assert.Empty(await Reserve(new TaskKey(false, "i", row.Id, [1]), new TaskKey(true, "u", row.Id, [])));
        await Insert(row);
        await Apply(row.Id, new TaskEvent.Claimed(Guid.CreateVersion7()));
        var other = Guid.CreateVersion7();
        Assert.Equal(2, (await Reserve(new TaskKey(false, "i", other, [1]), new TaskKey(true, "u", other, []))).Count);
        await Apply(row.Id, new TaskEvent.Succeeded(1, []));
        Assert.Equal("i", Assert.Single(await Reserve(new TaskKey(false, "i", other, [1]), new TaskKey(true, "u", other, []))).Wanted.Key);
        Advance(TimeSpan.FromSeconds(11));
        await Forget(TimeSpan.FromSeconds(10));
        Assert.Single(await Reserve(new TaskKey(false, "i", other, [1])));
        Advance(TimeSpan.FromSeconds(11));
        await Forget(TimeSpan.FromSeconds(10));
        Assert.Empty(await Reserve(new TaskKey(false, "i", other, [1])));
    }

    [Fact]
    public async Task A_revived_task_takes_its_unique_key_where_nobody_has_it()
    {
        TaskSpec spec = Rows.Spec() with { UniqueKey = "u" };
        TaskRow row = await Row(spec);
        await Reserve(new TaskKey(true, "u", row.Id, []));
        await Insert(row);
        await Apply(row.Id, new TaskEvent.CancelRequested());
        await Revive(row.Id);
        var other = Guid.CreateVersion7();
        Assert.Equal(row.Id, Assert.Single(await Reserve(new TaskKey(true, "u", other, []))).Holder);
        await Apply(row.Id, new TaskEvent.CancelRequested());
        Assert.Empty(await Reserve(new TaskKey(true, "u", other, [])));
        await Revive(row.Id);
        Assert.Equal(other, Assert.Single(await Reserve(new TaskKey(true, "u", Guid.CreateVersion7(), []))).Holder);

        // Nor does its next end give up what is another's.
        await Apply(row.Id, new TaskEvent.CancelRequested());
        Assert.Equal(other, Assert.Single(await Reserve(new TaskKey(true, "u", Guid.CreateVersion7(), []))).Holder);
    }

    [Fact]
    public async Task Results_are_forgotten_at_their_time_and_the_rest_later()
    {
        TaskSpec brief = Rows.Spec() with { ResultTtl = TimeSpan.FromSeconds(10) };
        TaskRow row = await Ended(brief), longer = await Ended();
        await Enqueue();
        Assert.Empty(await Edit(static transaction => transaction.LockForgettableAsync(10)));
        Advance(TimeSpan.FromSeconds(11));
        Are([row], await Edit(static transaction => transaction.LockForgettableAsync(10)));
        await Forget(TimeSpan.FromSeconds(30));
        TaskRow left = (await Find(row.Id))!;
        Assert.Equal(RpcTaskState.ResultExpired, left.State);
        Same(TaskEngine.Forget(row, left.KeptUntil!.Value), left);
        Assert.Empty(await Edit(static transaction => transaction.LockForgettableAsync(10)));
        Assert.Equal(RpcTaskState.ResultExpired, Assert.Single(await Read(transaction => transaction.FindEndedAsync([row.Id]))).State);
        Advance(TimeSpan.FromSeconds(31));
        await Forget(TimeSpan.FromSeconds(30));
        Assert.Null(await Find(row.Id));
        Same(longer, await Find(longer.Id));
        Assert.Equal(2, (await Read(static transaction => transaction.CountAsync())).Sum(static count => count.Count));
    }

    [Fact]
    public async Task Needs_are_met_with_results_and_dropped()
    {
        Guid one = Guid.CreateVersion7(), two = Guid.CreateVersion7(), needing = Guid.CreateVersion7(), other = Guid.CreateVersion7();
        byte[] large = RandomNumberGenerator.GetBytes(30_000);
        TaskNeed[] needs = [new(needing, 1, 0, two, 9), new(needing, 0, 1, one, 4), new(needing, 0, 0, one, 4), new(other, 0, 0, one, 2)];
        await Edit(transaction => transaction.AddNeedsAsync(needs));
        Assert.Equal(new[] { needs[1], needs[2], needs[3] }.ToHashSet(), (await Edit(transaction => transaction.NeedsOfAsync([one]))).ToHashSet());
        Assert.Equal(4, (await Edit(transaction => transaction.NeedsOfAsync([one, two, one]))).Count);
        Assert.Empty(await Edit(transaction => transaction.NeedsOfAsync([needing])));
        await Edit(transaction => transaction.MeetNeedsAsync(one, large));
        IReadOnlyList<TaskNeed> needed = await Edit(transaction => transaction.NeedsForAsync(needing));
        Assert.Equal([(0, 0, 4), (0, 1, 4), (1, 0, 9)], needed.Select(static need => (need.Place, need.Order, need.Offset)));
        Assert.Equal(large, needed[0].Result);
        Assert.Equal(large, needed[1].Result);
        Assert.Null(needed[2].Result);
        await Edit(transaction => transaction.MeetNeedsAsync(two, []));
        Assert.Equal(Array.Empty<byte>(), (await Edit(transaction => transaction.NeedsForAsync(needing)))[2].Result);
        await Edit(transaction => transaction.DropNeedsAsync([needing]));
        Assert.Empty(await Edit(transaction => transaction.NeedsForAsync(needing)));
        Assert.Equal(other, Assert.Single(await Edit(transaction => transaction.NeedsOfAsync([one, two]))).Needing);
    }

    [Fact]
    public async Task Workers_join_are_written_anew_and_leave()
    {
        WorkerRow first = await Join([Add, Divide], ["default", "mail"]), second = await Join([], []);
        Equivalent([first, second], await Read(static transaction => transaction.WorkersAsync()));
        first = first with { Queues = ["mail"], Kinds = [Divide], Name = "other:2", Concurrency = 9 };
        await Edit(transaction => transaction.PutWorkerAsync(first));
        Equivalent([first, second], await Read(static transaction => transaction.WorkersAsync()));
        await Edit(transaction => transaction.RemoveWorkerAsync(first.Id));
        await Edit(static transaction => transaction.RemoveWorkerAsync(Guid.CreateVersion7()));
        Equivalent([second], await Read(static transaction => transaction.WorkersAsync()));
        await Enqueue(Rows.Spec(Divide, "mail"));
        Assert.Empty(await Ready(first, "mail"));
    }

    [Fact]
    public async Task A_lease_is_renewed_until_its_worker_is_given_up()
    {
        WorkerRow worker = await Join(), other = await Join();
        Advance(TimeSpan.FromSeconds(50));
        Assert.True(await Edit(transaction => transaction.RenewAsync(worker.Id, transaction.Now.AddMinutes(1), transaction.Now)));
        Assert.False(await Edit(static transaction => transaction.RenewAsync(Guid.CreateVersion7(), transaction.Now.AddMinutes(1), transaction.Now)));
        Assert.Empty(await Edit(static transaction => transaction.LockLostWorkersAsync(10)));
        WorkerRow renewed = (await Read(static transaction => transaction.WorkersAsync())).Single(row => row.Id == worker.Id);
        Assert.Equivalent(worker with { LeaseUntil = renewed.LeaseUntil, SeenAt = renewed.SeenAt }, renewed, strict: true);
        Assert.True(renewed.LeaseUntil - worker.LeaseUntil >= TimeSpan.FromSeconds(50) && renewed.SeenAt - worker.SeenAt >= TimeSpan.FromSeconds(50));
        Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(other.Id, Assert.Single(await Edit(static transaction => transaction.LockLostWorkersAsync(10))).Id);
        Assert.True(await Edit(transaction => transaction.RenewAsync(other.Id, transaction.Now.AddMinutes(1), transaction.Now)));
        Assert.Empty(await Edit(static transaction => transaction.LockLostWorkersAsync(10)));
        Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, (await Edit(static transaction => transaction.LockLostWorkersAsync(10))).Count);
        Assert.Single(await Edit(static transaction => transaction.LockLostWorkersAsync(1)));
    }

    [Fact]
    public async Task A_worker_is_held_and_takes_tasks_until_it_is_given_up()
    {
        WorkerRow worker = await Join();
        TaskRow row = await Enqueue();
        Assert.True(await Edit(transaction => transaction.HoldWorkerAsync(worker.Id)));
        Assert.False(await Edit(static transaction => transaction.HoldWorkerAsync(Guid.CreateVersion7())));
        Are([row], await Ready(worker));
        Advance(TimeSpan.FromSeconds(61));
        Assert.True(await Edit(transaction => transaction.HoldWorkerAsync(worker.Id)));
        await Edit(transaction => transaction.RemoveWorkerAsync(worker.Id));
        Assert.False(await Edit(transaction => transaction.HoldWorkerAsync(worker.Id)));
        Assert.Empty(await Ready(worker));
        Assert.False(await Edit(transaction => transaction.RenewAsync(worker.Id, transaction.Now.AddMinutes(1), transaction.Now)));
    }

    [Fact]
    public async Task Shapes_are_kept_as_they_were_first_put()
    {
        Assert.Null(await Read(static transaction => transaction.FindShapesAsync("f")));
        await Edit(static transaction => transaction.PutShapesAsync("f", [1, 2]));
        await Edit(static transaction => transaction.PutShapesAsync("f", [3]));
        await Edit(static transaction => transaction.PutShapesAsync("g", []));
        Assert.Equal([1, 2], await Read(static transaction => transaction.FindShapesAsync("f")));
        Assert.Equal(Array.Empty<byte>(), await Read(static transaction => transaction.FindShapesAsync("g")));
    }

    [Fact]
    public async Task Schedules_are_put_listed_by_name_due_and_removed()
    {
        DateTimeOffset now = await Now();
        ScheduleRow late = new("b", "0 3 * * *", "Europe/Berlin", s_full with { Needs = 0 }, [1, 2], now.AddSeconds(10), null, IsPaused: false);
        ScheduleRow early = late with { Name = "a", NextAt = now.AddSeconds(5), LastAt = now };
        ScheduleRow paused = late with { Name = "c", NextAt = now, IsPaused = true }, over = late with { Name = "d", NextAt = null };
        foreach (ScheduleRow schedule in (ScheduleRow[])[late, over, paused, early])
        {
            await Edit(transaction => transaction.PutScheduleAsync(schedule));
        }

        Assert.Equivalent(new[] { early, late, paused, over }, await Read(static transaction => transaction.SchedulesAsync()), strict: true);
        Assert.Empty(await Edit(static transaction => transaction.LockDueSchedulesAsync(10)));
        Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["a", "b"], (await Edit(static transaction => transaction.LockDueSchedulesAsync(10))).Select(static row => row.Name));
        Assert.Single(await Edit(static transaction => transaction.LockDueSchedulesAsync(1)));
        await Edit(transaction => transaction.PutScheduleAsync(early with { NextAt = now.AddSeconds(15), LastAt = now.AddSeconds(5) }));
        Assert.Equal(["b"], (await Edit(static transaction => transaction.LockDueSchedulesAsync(10))).Select(static row => row.Name));
        Assert.True(await Edit(static transaction => transaction.RemoveScheduleAsync("b")));
        Assert.False(await Edit(static transaction => transaction.RemoveScheduleAsync("b")));
        Assert.Equal(["a", "c", "d"], (await Read(static transaction => transaction.SchedulesAsync())).Select(static row => row.Name));
    }

    [Fact]
    public async Task Of_many_that_look_at_a_schedule_and_put_it_each_sees_what_the_one_before_has_put()
    {
        DateTimeOffset began = await Now();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Edit(async transaction =>
        {
            ScheduleRow? former = await transaction.LockScheduleAsync("s");
            await transaction.PutScheduleAsync(new ScheduleRow("s", "@every 00:00:01", "UTC", Rows.Spec(), [], (former?.NextAt ?? began).AddSeconds(1), null, IsPaused: false));
        }))));
        Assert.Null(await Edit(static transaction => transaction.LockScheduleAsync("S")));
        Assert.Equal(began.AddSeconds(50), (await Edit(static transaction => transaction.LockScheduleAsync("s")))!.NextAt);
    }

    [Fact]
    public async Task What_fires_a_schedule_and_what_puts_it_come_one_after_the_other()
    {
        DateTimeOffset began = await Now();
        var schedule = new ScheduleRow("s", "@every 00:00:01", "UTC", Rows.Spec(), [], began, null, IsPaused: false);
        for (int round = 0; round < 20; round++)
        {
            await Edit(transaction => transaction.PutScheduleAsync(schedule));

            // One half puts what it has seen, as programs do when they start; the other half fires.
            bool[] fired = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => i % 2 == 0 ? Edit(PutAgain) : Edit(Fire))));
            bool rest = await Edit(Fire);
            Assert.Single([.. fired, rest], static one => one);
        }

        static async ValueTask<bool> PutAgain(ITaskTransaction transaction)
        {
            await transaction.PutScheduleAsync((await transaction.LockScheduleAsync("s"))!);
            return false;
        }

        async ValueTask<bool> Fire(ITaskTransaction transaction)
        {
            ScheduleRow? due = (await transaction.LockDueSchedulesAsync(1)).SingleOrDefault();
            if (due is not null)
            {
                await transaction.PutScheduleAsync(due with { NextAt = began.AddDays(1) });
            }

            return due is not null;
        }
    }

    private Task<IReadOnlyList<TaskKeyHolder>> Reserve(params TaskKey[] keys) => Edit(transaction => transaction.ReserveAsync(keys));

    private Task Forget(TimeSpan rememberedFor) => Edit(async transaction =>
    {
        IReadOnlyList<TaskRow> rows = await transaction.LockForgettableAsync(100);
        await transaction.ForgetAsync(
            [.. rows.Where(static row => row.State != RpcTaskState.ResultExpired).Select(row => TaskEngine.Forget(row, transaction.Now + rememberedFor))],
            [.. rows.Where(static row => row.State == RpcTaskState.ResultExpired).Select(static row => row.Id)]);
    });

    private Task Revive(Guid id) => Edit(async transaction =>
        await transaction.ReviveAsync([Assert.Single(await transaction.FindEndedAsync([id])).After(new TaskEvent.RetryRequested(), transaction.Now)]));

    private static void Equivalent(WorkerRow[] expected, IReadOnlyList<WorkerRow> actual) =>
        Assert.Equivalent(expected.OrderBy(static row => row.Id).Select(Sorted), actual.OrderBy(static row => row.Id).Select(Sorted), strict: true);

    private static WorkerRow Sorted(WorkerRow row) => row with { Kinds = [.. row.Kinds.Order(StringComparer.Ordinal)], Queues = [.. row.Queues.Order(StringComparer.Ordinal)] };
}
