namespace Rpc.Tasks.Tests.Conformance;

/// <content>What tasks report, and what contracts say of their retries.</content>
public abstract partial class TaskSuite
{
    [Fact]
    public async Task What_a_task_reports_is_seen_while_it_runs()
    {
        await GraphWorkAsync();
        TaskHandle<string> steps = await Tasks.EnqueueAsync(GraphWorkCalls.Step("seen", 3));
        var seen = new List<string>();
        await foreach (string report in steps.WatchProgressAsync<string>(TestContext.Current.CancellationToken).WithCancellation(TestContext.Current.CancellationToken))
        {
            seen.Add(report);
            Assert.Equal(report, await steps.GetProgressAsync<string>());
            GraphWork.Open($"seen{seen.Count}");
        }

        Assert.Equal(["1 of 3", "2 of 3", "3 of 3"], seen);
        Assert.Equal("done", await steps.GetResultAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Watching_ends_with_the_task_however_that_ends()
    {
        await GraphWorkAsync();
        TaskHandle<int> silent = await Tasks.EnqueueAsync(GraphWorkCalls.Add(1, 1));
        Assert.Empty(await ReportsAsync<int>(silent));
        TaskHandle<int> failed = await Tasks.EnqueueAsync(GraphWorkCalls.Fail("no"));
        Assert.Empty(await ReportsAsync<int>(failed));
        Assert.Empty(await ReportsAsync<int>(Tasks.GetHandle(Guid.CreateVersion7())));
        TaskHandle waits = await Tasks.EnqueueAsync(GraphWorkCalls.Add(1, 1), new EnqueueOptions { Delay = TimeSpan.FromHours(1) });
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits.WatchProgressAsync<int>(stop.Token).FirstOrDefaultAsync(CancellationToken.None).AsTask().WaitAsync(Patience));
        Task<List<int>> cancelled = ReportsAsync<int>(waits);
        await waits.CancelAsync();
        Assert.Empty(await cancelled);
    }

    [Fact]
    public async Task A_task_has_a_receiver_of_progress_whether_or_not_anybody_looks()
    {
        await GraphWorkAsync();
        await (await Tasks.EnqueueAsync(GraphWorkCalls.Count(3))).WaitAsync().WaitAsync(Patience);
        Assert.Equal(["somebody listens"], GraphWork.Notes);
    }

    [Fact]
    public async Task The_retries_of_the_contract_are_a_tasks_own_unless_its_enqueuer_says_otherwise()
    {
        await GraphWorkAsync();
        Assert.Equal(4, await (await Tasks.EnqueueAsync(GraphWorkCalls.Flaky("contract", 3, false))).GetResultAsync().WaitAsync(Patience));
        TaskHandle<int> often = await Tasks.EnqueueAsync(GraphWorkCalls.Flaky("often", 4, false));
        await Assert.ThrowsAsync<InvalidOperationException>(() => often.GetResultAsync().WaitAsync(Patience));
        Assert.Equal(4, (await often.InfoAsync())!.Attempt);
        TaskHandle<int> listed = await Tasks.EnqueueAsync(GraphWorkCalls.Flaky("listed", 3, true));
        await Assert.ThrowsAnyAsync<Exception>(() => listed.GetResultAsync().WaitAsync(Patience));
        Assert.Equal(1, (await listed.InfoAsync())!.Attempt);
        TaskHandle<int> own = await Tasks.EnqueueAsync(GraphWorkCalls.Flaky("own", 3, false), new EnqueueOptions { Retry = RetryPolicy.Fixed(1, TimeSpan.Zero) });
        await Assert.ThrowsAsync<InvalidOperationException>(() => own.GetResultAsync().WaitAsync(Patience));
        Assert.Equal(2, (await own.InfoAsync())!.Attempt);
    }

    private static async Task<List<T>> ReportsAsync<T>(TaskHandle handle)
    {
        using var stop = new CancellationTokenSource(Patience);
        return await handle.WatchProgressAsync<T>(stop.Token).ToListAsync(stop.Token);
    }
}
