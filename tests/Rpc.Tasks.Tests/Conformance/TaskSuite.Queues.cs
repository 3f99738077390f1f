using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Tests.Conformance;

/// <content>Order, weights, expiry, large tasks, many waiters.</content>
public abstract partial class TaskSuite
{
    [Fact]
    public async Task High_priority_comes_before_what_waits()
    {
        await Tasks.EnqueueManyAsync(Enumerable.Range(0, 200).Select(i => WorkCalls.Note($"low {i}")), new EnqueueOptions { Priority = TaskPriority.Low });
        await Tasks.EnqueueManyAsync(Enumerable.Range(0, 20).Select(i => WorkCalls.Note($"normal {i}")));
        await Tasks.EnqueueAsync(WorkCalls.Note("high"), new EnqueueOptions { Priority = TaskPriority.High });
        await WorkAsync(options => options.Concurrency = 1);
        await UntilAsync(() => Work.Notes.Count == 221, "all have run");
        Assert.Equal(["high", .. Enumerable.Range(0, 20).Select(i => $"normal {i}"), "low 0"], Work.Notes.Take(22));
    }

    [Fact]
    public async Task Weights_share_the_places_and_nothing_starves()
    {
        await Tasks.EnqueueManyAsync(Enumerable.Range(0, 400).Select(_ => WorkCalls.Note("much")), new EnqueueOptions { Queue = "much" });
        await Tasks.EnqueueManyAsync(Enumerable.Range(0, 400).Select(_ => WorkCalls.Note("little")), new EnqueueOptions { Queue = "little" });
        await WorkAsync(options =>
        {
            options.Concurrency = 4;
            options.Queue("much", 4).Queue("little");
        });
        await UntilAsync(() => Work.Notes.Count == 800, "all have run");
        string[] begun = [.. Work.Notes.Take(400)];
        double ratio = (double)begun.Count(tag => tag == "much") / begun.Count(tag => tag == "little");
        Assert.InRange(ratio, 3.5, 4.5);
    }

    [Fact]
    public async Task What_nobody_begins_in_time_expires()
    {
        TaskHandle<int> late = await Tasks.EnqueueAsync(WorkCalls.Add(1, 1), new EnqueueOptions { ExpiresAfter = TimeSpan.FromMilliseconds(100) });
        await Task.Delay(300);
        await WorkAsync();
        Assert.Equal(RpcTaskFailure.Expired, (await Assert.ThrowsAsync<RpcTaskException>(() => late.GetResultAsync().WaitAsync(Patience))).Failure);
        Assert.Empty(Work.Runs);
    }

    [Fact]
    public async Task Ten_mebibytes_make_the_round_trip_and_more_than_allowed_is_refused_at_once()
    {
        await WorkAsync();
        byte[] large = new byte[10 * 1024 * 1024];
        Random.Shared.NextBytes(large);
        TaskHandle<byte[]> echoed = await Tasks.EnqueueAsync(WorkCalls.EchoBytes(large));
        byte[] result = await echoed.GetResultAsync().WaitAsync(Patience);
        Assert.True(large.AsSpan().SequenceEqual(result));
        await Assert.ThrowsAsync<ArgumentException>(() => Tasks.EnqueueAsync(WorkCalls.EchoBytes(new byte[65 * 1024 * 1024])).AsTask());
        Assert.Single(await Tasks.ListAsync());
    }

    [Fact]
    public async Task A_thousand_wait_and_all_hear()
    {
        TaskHandle<int>[] handles = [.. (await Tasks.EnqueueManyAsync(Enumerable.Range(0, 1000).Select(_ => WorkCalls.Wait("all")))).Handles];
        Task<int>[] waiting = [.. handles.Select(handle => handle.GetResultAsync())];
        await WorkAsync(options => options.Concurrency = 1000);
        await UntilAsync(() => Work.Waiting == 1000, "all run");
        Work.Open("all");
        Assert.All(await Task.WhenAll(waiting).WaitAsync(Patience), attempt => Assert.Equal(1, attempt));
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_told_before_anything_is_sent()
    {
        EnqueueOptions[] wrong =
        [
            new() { Delay = TimeSpan.FromSeconds(-1) },
            new() { Delay = TimeSpan.FromSeconds(1), DueAt = DateTimeOffset.UtcNow },
            new() { Queue = "" },
            new() { Queue = "a b" },
            new() { IdempotencyKey = "a", UniqueKey = "a" },
            new() { UniqueKey = new string('x', 201) },
            new() { Retry = new RetryPolicy { Factor = 0.5 } },
            new() { Priority = (TaskPriority)7 },
        ];
        foreach (EnqueueOptions options in wrong)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Tasks.EnqueueAsync(WorkCalls.Add(1, 1), options).AsTask());
        }

        await Assert.ThrowsAsync<ArgumentException>(() => Tasks.EnqueueManyAsync([WorkCalls.Add(1, 1), WorkCalls.Add(2, 2)], new EnqueueOptions { UniqueKey = "a" }).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => Tasks.StartWorkerAsync(_ => { }).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => Tasks.StartWorkerAsync(worker => worker.Handle<IWork>(Work).Handle<IWork>(Work)).AsTask());
        Assert.Empty(await Tasks.ListAsync());
    }

    [Fact]
    public async Task What_failed_can_be_listed_retried_and_purged()
    {
        await WorkAsync();
        TaskHandle<int> flaky = await Tasks.EnqueueAsync(WorkCalls.Flaky("dead", 1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => flaky.GetResultAsync().WaitAsync(Patience));
        TaskHandle<int> fine = await Tasks.EnqueueAsync(WorkCalls.Add(1, 1));
        await fine;
        RpcTaskInfo dead = Assert.Single(await Tasks.ListAsync(new() { States = [RpcTaskState.Failed] }));
        Assert.Equal(flaky.Id, dead.Id);
        Assert.True(await Tasks.RetryAsync(dead.Id));
        Assert.Equal(2, await flaky.GetResultAsync().WaitAsync(Patience));
        Assert.False(await Tasks.RetryAsync(dead.Id));
        Assert.Equal(2, await Tasks.PurgeAsync(new()));
        Assert.Equal(RpcTaskState.NotFound, await fine.StatusAsync());
        Assert.Empty(await Tasks.ListAsync());
    }

    [Fact]
    public async Task Counts_and_workers_can_be_seen()
    {
        await Tasks.EnqueueManyAsync(Enumerable.Range(0, 3).Select(i => WorkCalls.Add(i, i)), new EnqueueOptions { Queue = "other" });
        TaskWorker worker = await WorkAsync(options => options.Name = "Tester");
        var overview = await Tasks.OverviewAsync();
        Assert.Contains(overview.Counts, count => count is { Queue: "other", State: RpcTaskState.Ready, Count: 3 });
        Assert.Contains(overview.Workers, seen => seen.Name == "Tester" && seen.Id == worker.Id);
        await worker.DisposeAsync();
        Assert.Empty((await Tasks.OverviewAsync()).Workers);
    }
}
