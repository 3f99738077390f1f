using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Tests.Conformance;

/// <content>Enqueueing, results, failures.</content>
public abstract partial class TaskSuite
{
    [Fact]
    public async Task A_call_is_enqueued_and_its_result_fetched()
    {
        await WorkAsync();
        TaskHandle<int> sum = await Tasks.EnqueueAsync(WorkCalls.Add(2, 3));
        Assert.Equal(5, await sum.GetResultAsync().WaitAsync(Patience));
        Assert.Equal(5, await Tasks.GetHandle<int>(sum.Id).GetResultAsync().WaitAsync(Patience));
        RpcTaskInfo info = (await sum.InfoAsync())!;
        Assert.Equal((RpcTaskState.Succeeded, 1, "default"), (info.State, info.Attempt, info.Queue));
        Assert.Equal("Rpc.Tasks.Tests.Conformance.IWork.AddAsync(int,int)", info.Kind);
        Assert.Single(info.History);
    }

    [Fact]
    public async Task Tasks_that_were_enqueued_before_a_worker_came_run_when_it_comes()
    {
        TaskBatch<int> all = await Tasks.EnqueueManyAsync(Enumerable.Range(0, 300).Select(i => WorkCalls.Add(i, 1)));
        Assert.Equal(RpcTaskState.Ready, await all.Handles[0].StatusAsync());
        await WorkAsync();
        Assert.Equal(Enumerable.Range(1, 300), await all.GetResultsAsync().WaitAsync(Patience));
        Assert.Equal(1, all.Progress);
        Assert.Equal(300, Work.Runs.Distinct().Count());
        Assert.Equal(300, Work.Runs.Count);
    }

    [Fact]
    public async Task Exceptions_are_those_of_a_direct_call()
    {
        await WorkAsync();
        TaskHandle<int> divided = await Tasks.EnqueueAsync(WorkCalls.Divide(1, 0));
        await Assert.ThrowsAsync<DivideByZeroException>(() => divided.GetResultAsync().WaitAsync(Patience));
        TaskHandle failed = await Tasks.EnqueueAsync(WorkCalls.Fail("no"));
        WorkException listed = await Assert.ThrowsAsync<WorkException>(() => failed.WaitAsync().WaitAsync(Patience));
        Assert.Equal(("no", 42), (listed.Message, listed.Code));
        Assert.Equal(RpcTaskState.Failed, await failed.StatusAsync());
        Assert.Contains("no", (await failed.InfoAsync())!.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_lets_it_try_again_and_the_history_tells_of_each_attempt()
    {
        await WorkAsync();
        TaskHandle<int> flaky = await Tasks.EnqueueAsync(WorkCalls.Flaky("a", 3), new EnqueueOptions { Retry = RetryPolicy.Exponential(3, TimeSpan.FromMilliseconds(50)) });
        Assert.Equal(4, await flaky.GetResultAsync().WaitAsync(Patience));
        RpcTaskInfo info = (await flaky.InfoAsync())!;
        Assert.Equal((4, 4), (info.Attempt, info.History.Count));
        TaskHandle<int> final = await Tasks.EnqueueAsync(WorkCalls.Flaky("b", 3), new EnqueueOptions { Retry = RetryPolicy.Exponential(3).Except<InvalidOperationException>() });
        await Assert.ThrowsAsync<InvalidOperationException>(() => final.GetResultAsync().WaitAsync(Patience));
        Assert.Equal(1, (await final.InfoAsync())!.Attempt);
    }

    [Fact]
    public async Task A_delay_is_kept()
    {
        await WorkAsync();
        long began = Environment.TickCount64;
        TaskHandle<int> later = await Tasks.EnqueueAsync(WorkCalls.Add(1, 1), new EnqueueOptions { Delay = TimeSpan.FromSeconds(2) });
        Assert.Equal(RpcTaskState.Scheduled, await later.StatusAsync());
        Assert.Equal(2, await later.GetResultAsync().WaitAsync(Patience));
        Assert.True(Environment.TickCount64 - began >= 1990, "It ran too early.");
    }

    [Fact]
    public async Task What_waits_is_cancelled_and_what_runs_is_told()
    {
        TaskHandle<int> waits = await Tasks.EnqueueAsync(WorkCalls.Add(1, 1));
        Assert.True(await waits.CancelAsync());
        Assert.Equal(RpcTaskFailure.Cancelled, (await Assert.ThrowsAsync<RpcTaskException>(() => waits.GetResultAsync().WaitAsync(Patience))).Failure);

        await WorkAsync();
        TaskHandle<int> runs = await Tasks.EnqueueAsync(WorkCalls.Wait("never"));
        await UntilAsync(() => Work.Waiting == 1, "it runs");
        Assert.True(await runs.CancelAsync());
        Assert.Equal(RpcTaskFailure.Cancelled, (await Assert.ThrowsAsync<RpcTaskException>(() => runs.GetResultAsync().WaitAsync(Patience))).Failure);

        TaskHandle<int> done = await Tasks.EnqueueAsync(WorkCalls.Add(1, 1));
        await done;
        Assert.False(await done.CancelAsync());
        Assert.Equal(2, await done);
    }

    [Fact]
    public async Task A_task_that_ignores_its_token_is_given_up_and_its_place_replaced()
    {
        TaskWorker worker = await WorkAsync(options => options.Concurrency = 1);
        TaskHandle<int> stubborn = await Tasks.EnqueueAsync(WorkCalls.Stubborn("late"), new EnqueueOptions { Timeout = TimeSpan.FromSeconds(1) });
        Assert.Equal(RpcTaskFailure.TimedOut, (await Assert.ThrowsAsync<RpcTaskException>(() => stubborn.GetResultAsync().WaitAsync(Patience))).Failure);
        TaskHandle<int> next = await Tasks.EnqueueAsync(WorkCalls.Add(1, 1));
        Assert.Equal(2, await next.GetResultAsync().WaitAsync(Patience));
        Assert.Equal(1, worker.Stuck);
        Work.Open("late");
        await UntilAsync(() => worker.Stuck == 0, "it ends at last");
        Assert.Equal(RpcTaskState.Failed, await stubborn.StatusAsync());
    }

    [Fact]
    public async Task An_unknown_id_and_an_expired_result_are_different_answers()
    {
        await WorkAsync();
        var unknown = Guid.CreateVersion7();
        Assert.Equal(RpcTaskState.NotFound, await Tasks.GetHandle(unknown).StatusAsync());
        Assert.Equal(RpcTaskFailure.NotFound, (await Assert.ThrowsAsync<RpcTaskException>(() => Tasks.GetHandle<int>(unknown).GetResultAsync().WaitAsync(Patience))).Failure);
        TaskHandle<int> brief = await Tasks.EnqueueAsync(WorkCalls.Add(1, 1), new EnqueueOptions { ResultTtl = TimeSpan.FromSeconds(1) });
        await brief;
        await UntilAsync(async () => await brief.StatusAsync() == RpcTaskState.ResultExpired, "the result expires");
        Assert.Equal(RpcTaskFailure.ResultExpired, (await Assert.ThrowsAsync<RpcTaskException>(() => brief.GetResultAsync().WaitAsync(Patience))).Failure);
    }

    [Fact]
    public async Task One_idempotency_key_is_one_task_and_other_arguments_are_an_error()
    {
        var once = new EnqueueOptions { IdempotencyKey = "order-1" };
        TaskHandle<int>[] handles = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Tasks.EnqueueAsync(WorkCalls.Add(1, 2), once).AsTask())).WaitAsync(Patience);
        Assert.Single(handles.Select(handle => handle.Id).Distinct());
        _ = Assert.Single(handles, handle => handle.IsNew);
        RpcException other = await Assert.ThrowsAsync<RpcException>(() => Tasks.EnqueueAsync(WorkCalls.Add(1, 3), once).AsTask());
        Assert.Equal(RpcStatus.AlreadyExists, other.Status);
        await WorkAsync();
        Assert.Equal(3, await handles[0].GetResultAsync().WaitAsync(Patience));
        Assert.Equal(handles[0].Id, (await Tasks.EnqueueAsync(WorkCalls.Add(1, 2), once)).Id);
        Assert.Single(Work.Runs);
    }

    [Fact]
    public async Task A_unique_key_is_free_again_when_its_task_has_ended()
    {
        var unique = new EnqueueOptions { UniqueKey = "report" };
        TaskHandle<int> first = await Tasks.EnqueueAsync(WorkCalls.Add(1, 1), unique);
        TaskHandle<int> second = await Tasks.EnqueueAsync(WorkCalls.Add(2, 2), unique);
        Assert.Equal((first.Id, false), (second.Id, second.IsNew));
        await WorkAsync();
        await first;
        TaskHandle<int> third = await Tasks.EnqueueAsync(WorkCalls.Add(3, 3), unique);
        Assert.True(third.IsNew);
        Assert.Equal(6, await third.GetResultAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_worker_that_stops_lets_its_tasks_end_and_gives_back_the_others()
    {
        TaskWorker worker = await WorkAsync(options => options.Concurrency = 2);
        TaskHandle<int> ends = await Tasks.EnqueueAsync(WorkCalls.Wait("soon"));
        TaskHandle<int> stays = await Tasks.EnqueueAsync(WorkCalls.Wait("never"));
        TaskHandle<int> waits = await Tasks.EnqueueAsync(WorkCalls.Add(1, 1));
        await UntilAsync(() => Work.Waiting == 2, "both run");
        Task stopping = worker.StopAsync();
        await UntilAsync(() => !worker.Health.IsHealthy, "it stops");
        Work.Open("soon");
        await stopping.WaitAsync(Patience);
        Assert.Equal(1, await ends.GetResultAsync().WaitAsync(Patience));
        RpcTaskInfo released = (await stays.InfoAsync())!;
        Assert.Equal((RpcTaskState.Ready, 0), (released.State, released.Attempt));
        Assert.Equal(RpcTaskState.Ready, await waits.StatusAsync());
    }
}
