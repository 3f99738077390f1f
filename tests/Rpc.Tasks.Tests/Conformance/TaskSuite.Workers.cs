using Rpc.Tasks.Backends;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Tests.Conformance;

/// <content>Several workers, several clocks, what workers do not know.</content>
public abstract partial class TaskSuite
{
    [Fact]
    public async Task An_unknown_kind_is_parked_and_runs_when_a_worker_joins_that_knows_it()
    {
        await WorkAsync();
        TaskHandle<string> greeting = await Tasks.EnqueueAsync(OtherCalls.Greet("Ali"));
        await UntilAsync(async () => await greeting.StatusAsync() == RpcTaskState.Parked, "it is parked");
        Assert.Equal(2, await (await Tasks.EnqueueAsync(WorkCalls.Add(1, 1))).GetResultAsync().WaitAsync(Patience));
        Opened(await Tasks.StartWorkerAsync(worker => worker.Handle<IOther>(new Other())));
        Assert.Equal("Hi Ali, attempt 1", await greeting.GetResultAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Arguments_that_cannot_be_read_fail_at_once_and_others_go_on()
    {
        TaskWorker worker = await WorkAsync();
        var spec = new TaskSpec("Rpc.Tasks.Tests.Conformance.IWork.EchoAsync(string)", new string('0', 32), "default", TaskPriority.Normal, RetryPolicy.Exponential(5), TimeSpan.Zero, TimeSpan.FromHours(1));
        var id = Guid.CreateVersion7();
        await Tasks.Backend.EnqueueAsync(new EnqueueRequest([new NewTask(id, spec, [1, 2, 3], TimeSpan.Zero, null)], [], []));
        RpcTaskException failure = await Assert.ThrowsAsync<RpcTaskException>(() => Tasks.GetHandle<string>(id).GetResultAsync().WaitAsync(Patience));
        Assert.Equal(RpcTaskFailure.Undecodable, failure.Failure);
        RpcTaskInfo info = Assert.Single(await Tasks.ListAsync(new() { States = [RpcTaskState.Failed] }));
        Assert.Equal((id, 1), (info.Id, info.Attempt));
        Assert.Equal(2, await (await Tasks.EnqueueAsync(WorkCalls.Add(1, 1))).GetResultAsync().WaitAsync(Patience));
        Assert.True(worker.Health.IsHealthy, worker.Health.Problem);
    }

    [Fact]
    public async Task Many_workers_run_each_task_once()
    {
        for (int i = 0; i < 4; i++)
        {
            RpcTasks tasks = IsShared ? Opened(await OpenAsync()) : Tasks;
            await WorkAsync(options => options.Concurrency = 4, tasks);
        }

        TaskBatch<int> all = await Tasks.EnqueueManyAsync(Enumerable.Range(0, 1000).Select(i => WorkCalls.Add(i, i)));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => 2 * i), await all.GetResultsAsync().WaitAsync(Patience));
        Assert.Equal(1000, Work.Runs.Count);
    }

    [Fact]
    public async Task A_client_elsewhere_fetches_the_result()
    {
        if (!IsShared)
        {
            return;
        }

        RpcTasks other = Opened(await OpenAsync());
        await WorkAsync(tasks: other);
        TaskHandle<int> sum = await Tasks.EnqueueAsync(WorkCalls.Add(2, 3));
        Assert.Equal(5, await sum.GetResultAsync().WaitAsync(Patience));
        Assert.Equal(5, await other.GetHandle<int>(sum.Id).GetResultAsync().WaitAsync(Patience));
        TaskHandle failing = await Tasks.EnqueueAsync(WorkCalls.Fail("no"));
        await Assert.ThrowsAsync<WorkException>(() => other.GetHandle<IWork, int>(failing.Id).GetResultAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Clocks_that_are_an_hour_apart_do_no_harm()
    {
        if (!IsShared)
        {
            return;
        }

        RpcTasks early = Opened(await OpenAsync(tasks => tasks.TimeProvider = new ShiftedTime(TimeSpan.FromHours(-1))));
        RpcTasks late = Opened(await OpenAsync(tasks => tasks.TimeProvider = new ShiftedTime(TimeSpan.FromHours(1))));
        await WorkAsync(tasks: early);
        await WorkAsync(tasks: late);
        TaskHandle<int> slow = await late.EnqueueAsync(WorkCalls.Wait("slow"));
        long began = Environment.TickCount64;
        TaskHandle<int> delayed = await early.EnqueueAsync(WorkCalls.Add(1, 1), new EnqueueOptions { Delay = TimeSpan.FromSeconds(5) });
        Assert.Equal(2, await delayed.GetResultAsync().WaitAsync(Patience));
        Assert.InRange(Environment.TickCount64 - began, 4990, 20_000);

        // Longer than a lease: each clock alone would have found one of the workers dead.
        await Task.Delay(TimeSpan.FromSeconds(2));
        Work.Open("slow");
        Assert.Equal(1, await slow.GetResultAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_worker_that_was_thought_dead_changes_nothing_any_more()
    {
        await WorkAsync();
        var silent = Guid.CreateVersion7();
        await Tasks.Backend.JoinAsync(new WorkerJoin(silent, "silent", ["own"], ["Rpc.Tasks.Tests.Conformance.IWork.AddAsync(int,int)"], 1, TimeSpan.FromSeconds(3)));
        TaskHandle<int> sum = await Tasks.EnqueueAsync(WorkCalls.Add(2, 3), new EnqueueOptions { Queue = "own" });
        ClaimedTask? claimed = null;
        await UntilAsync(async () => (claimed = (await Tasks.Backend.ClaimAsync(new ClaimRequest(silent, [new QueueShare("own", 1)], 1, IsIdle: true))).Tasks.SingleOrDefault()) is not null, "it is delivered");
        await UntilAsync(async () => await sum.StatusAsync() == RpcTaskState.Ready, "its lease ends");
        Assert.False((await Tasks.Backend.HeartbeatAsync(new WorkerBeat(silent, TimeSpan.FromSeconds(1), []))).Known);
        Assert.False((await Tasks.Backend.ClaimAsync(new ClaimRequest(silent, [new QueueShare("own", 1)], 1, IsIdle: true))).Known);
        await WorkAsync(options => options.Queue("own"));
        Assert.Equal(5, await sum.GetResultAsync().WaitAsync(Patience));
        Assert.Equal([false], await Tasks.Backend.SettleAsync([new TaskSettlement(claimed!.Id, claimed.Token, TaskSettlementKind.Succeeded, [99, 0, 0, 0])]));
        Assert.Equal(5, await sum);
        Assert.Equal(2, (await sum.InfoAsync())!.Attempt);
    }

    [Fact]
    public async Task A_worker_that_loses_its_lease_joins_again_and_drops_what_it_runs()
    {
        TaskWorker worker = await WorkAsync();
        Guid first = worker.Id;
        TaskHandle<int> runs = await Tasks.EnqueueAsync(WorkCalls.Wait("gate"));
        await UntilAsync(() => Work.Waiting == 1, "it runs");

        // As if it had been given up: what it ran is given back, and its heartbeats are not known.
        await Tasks.Backend.LeaveAsync(first);
        await UntilAsync(() => worker.Id != first, "it joins again");
        Work.Open("gate");
        Assert.Equal(1, await runs.GetResultAsync().WaitAsync(Patience));
        Assert.True(worker.Health.IsHealthy, worker.Health.Problem);
    }

    [Fact]
    public async Task A_schedule_fires_once_for_each_due_time_however_many_workers_there_are()
    {
        for (int i = 0; i < 5; i++)
        {
            await WorkAsync(tasks: IsShared ? Opened(await OpenAsync()) : Tasks);
        }

        await Tasks.Schedules.PutAsync("tick", Cron.Every(TimeSpan.FromSeconds(1)), TimeZoneInfo.Utc, WorkCalls.Note("tick"));
        await Tasks.Schedules.PutAsync("tick", Cron.Every(TimeSpan.FromSeconds(1)), TimeZoneInfo.Utc, WorkCalls.Note("tick"));
        await UntilAsync(() => Work.Notes.Count >= 5, "it fires");
        Assert.True(await Tasks.Schedules.RemoveAsync("tick"));
        IReadOnlyList<RpcTaskInfo> fired = await Tasks.ListAsync(new() { Schedule = "tick" });
        long[] seconds = [.. fired.Select(task => task.EnqueuedAt.ToUnixTimeSeconds()).Order()];
        Assert.Equal(seconds.Distinct(), seconds);
        Assert.InRange(fired.Count, 5, (int)(seconds[^1] - seconds[0]) + 1);
        Assert.False(await Tasks.Schedules.RemoveAsync("tick"));
        Assert.Empty(await Tasks.Schedules.ListAsync());
    }

    [Fact]
    public async Task A_schedule_whose_times_were_missed_fires_once_when_somebody_comes()
    {
        await Tasks.Schedules.PutAsync("late", Cron.Every(TimeSpan.FromSeconds(1)), TimeZoneInfo.Utc, WorkCalls.Note("late"), new EnqueueOptions { UniqueKey = "late", Queue = "held" });
        await Task.Delay(TimeSpan.FromSeconds(3.5));
        await WorkAsync();
        await UntilAsync(async () => (await Tasks.ListAsync(new() { Schedule = "late" })).Count > 0, "it fires");
        await Task.Delay(TimeSpan.FromSeconds(1.5));

        // Its task waits in a queue that nobody serves, so the unique key keeps others out.
        Assert.Single(await Tasks.ListAsync(new() { Schedule = "late" }));
    }
}
