using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Tests.Conformance;

/// <content>Graphs: results as arguments of other tasks.</content>
public abstract partial class TaskSuite
{
    private protected GraphWork GraphWork { get; } = new();

    private protected Task<TaskWorker> GraphWorkAsync(Action<TaskWorkerOptions>? configure = null) => WorkAsync(worker =>
    {
        worker.Handle<IGraphWork>(GraphWork);
        configure?.Invoke(worker);
    });

    [Fact]
    public async Task A_chain_of_fifty_passes_each_result_on()
    {
        await GraphWorkAsync();
        var graph = new TaskGraph();
        TaskNode<int> last = graph.Add(GraphWorkCalls.Add(0, 1));
        for (int i = 0; i < 49; i++)
        {
            last = graph.Add(GraphWorkCalls.Add(last, 1));
        }

        TaskRun run = await Tasks.EnqueueAsync(graph);
        Assert.Equal(50, await run.GetHandle(last).GetResultAsync().WaitAsync(Patience));
        Assert.Equal(50, run.Handles.Count);
        Assert.Equal(50, GraphWork.Runs.Count);
        Assert.All(GraphWork.Runs.Values, static runs => Assert.Equal(1, runs));
        Assert.Equal(7, await Tasks.GetHandle<int>(run.Handles[6].Id));
    }

    [Fact]
    public async Task A_chord_of_a_hundred_gives_all_results_to_one_task_in_order()
    {
        await GraphWorkAsync();
        var graph = new TaskGraph();
        TaskNode<int>[] parts = [.. Enumerable.Range(1, 100).Select(i => graph.Add(GraphWorkCalls.Add(i, 0)))];
        TaskNode<int> sum = graph.Add(GraphWorkCalls.Sum(TaskNode.All(parts)));
        TaskNode<int> same = graph.Add(GraphWorkCalls.SumList(TaskNode.All(parts)));
        TaskNode<int> both = graph.Add(GraphWorkCalls.SumMany(sum, TaskNode.All([parts[2], parts[0]]), TaskNode.All(same)));
        TaskRun run = await Tasks.EnqueueAsync(graph);
        Assert.Equal(5050, await run.GetHandle(sum).GetResultAsync().WaitAsync(Patience));
        Assert.Equal(5050 + 40 + 5_050_000, await run.GetHandle(both).GetResultAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_diamond_meets_again_and_a_result_may_be_used_twice()
    {
        await GraphWorkAsync();
        var graph = new TaskGraph();
        TaskNode<int> top = graph.Add(GraphWorkCalls.Add(1, 2));
        TaskNode<int> left = graph.Add(GraphWorkCalls.Add(top, 10));
        TaskNode<int> right = graph.Add(GraphWorkCalls.Add(20, top));
        TaskNode<int> bottom = graph.Add(GraphWorkCalls.Add(left, right));
        TaskNode<int> twice = graph.Add(GraphWorkCalls.Add(bottom, bottom));
        TaskRun run = await Tasks.EnqueueAsync(graph);
        Assert.Equal(72, await run.GetHandle(twice).GetResultAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Results_of_every_kind_arrive_as_they_were_returned()
    {
        await GraphWorkAsync();
        var graph = new TaskGraph();
        TaskNode<Parcel> inner = graph.Add(GraphWorkCalls.Pack(null, "größer"));
        TaskNode<Parcel> outer = graph.Add(GraphWorkCalls.Pack(inner, "outer"));
        TaskNode<string?> nothing = graph.Add(GraphWorkCalls.Join("", [], null));
        TaskNode<string?> text = graph.Add(GraphWorkCalls.Join("-", ["a", "b"], "!"));
        TaskNode<string?> all = graph.Add(GraphWorkCalls.Join("+", TaskNode.All(text, nothing, text), nothing));
        TaskNode<int> empty = graph.Add(GraphWorkCalls.Sum(TaskNode.All<int>()));
        TaskNode<int> mixed = graph.Add(GraphWorkCalls.SumMany(empty, CallArgument.Of<IReadOnlyList<int>>([1, 2]), new List<int> { 4 }));
        TaskRun run = await Tasks.EnqueueAsync(graph);
        Assert.Equal(new Parcel("outer", new Parcel("größer", null, 1), 2), await run.GetHandle(outer).GetResultAsync().WaitAsync(Patience));
        Assert.Equal("a-b!+null+a-b!", await run.GetHandle(all).GetResultAsync().WaitAsync(Patience));
        Assert.Equal(4030, await run.GetHandle(mixed).GetResultAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Hundreds_of_tasks_are_enqueued_together()
    {
        var graph = new TaskGraph();
        TaskNode<int>[] parts = [.. Enumerable.Range(0, 300).Select(i => graph.Add(GraphWorkCalls.Add(i, 1)))];
        TaskNode<int> sum = graph.Add(GraphWorkCalls.Sum(TaskNode.All(parts)));
        TaskRun run = await Tasks.EnqueueAsync(graph);
        Assert.Equal(RpcTaskState.Waiting, await run.GetHandle(sum).StatusAsync());
        Assert.Equal(300, (await run.GetHandle(sum).InfoAsync())!.Missing);
        await GraphWorkAsync();
        Assert.Equal(45_150, await run.GetHandle(sum).GetResultAsync().WaitAsync(Patience));
        Assert.Equal(0, (await run.GetHandle(sum).InfoAsync())!.Missing);
    }

    [Fact]
    public async Task What_needs_a_failed_task_fails_with_all_below_and_the_rest_goes_on()
    {
        await GraphWorkAsync();
        var graph = new TaskGraph();
        TaskNode<int> held = graph.Add(GraphWorkCalls.Hold("fail"));
        TaskNode<int> fails = graph.Add(GraphWorkCalls.Fail("no"), after: [held]);
        TaskNode<int> fine = graph.Add(GraphWorkCalls.Add(1, 1));
        TaskNode<int> child = graph.Add(GraphWorkCalls.Add(fails, fine));
        TaskNode<int> grandchild = graph.Add(GraphWorkCalls.Sum(TaskNode.All(fine, child)));
        TaskNode after = graph.Add(GraphWorkCalls.Note("never"), after: [grandchild]);
        TaskNode<int> other = graph.Add(GraphWorkCalls.Add(fine, 5));
        TaskRun run = await Tasks.EnqueueAsync(graph);
        Assert.Equal(7, await run.GetHandle(other).GetResultAsync().WaitAsync(Patience));
        GraphWork.Open("fail");
        await Assert.ThrowsAsync<WorkException>(() => run.GetHandle(fails).GetResultAsync().WaitAsync(Patience));
        foreach (TaskHandle below in new[] { run.GetHandle(child), run.GetHandle(grandchild), run.GetHandle(after) })
        {
            RpcTaskException failed = await Assert.ThrowsAsync<RpcTaskException>(() => below.WaitAsync().WaitAsync(Patience));
            Assert.Equal(RpcTaskFailure.DependencyFailed, failed.Failure);
            Assert.Equal(0, (await below.InfoAsync())!.Attempt);
        }

        Assert.Contains(run.GetHandle(fails).Id.ToString(), (await run.GetHandle(child).InfoAsync())!.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(GraphWork.Notes);
    }

    [Fact]
    public async Task What_needs_a_cancelled_task_fails_whether_that_waits_or_runs()
    {
        var graph = new TaskGraph();
        TaskNode<int> first = graph.Add(GraphWorkCalls.Add(1, 1));
        TaskNode<int> second = graph.Add(GraphWorkCalls.Add(first, 1));
        TaskNode<int> third = graph.Add(GraphWorkCalls.Add(second, first));
        TaskNode<string> runs = graph.Add(GraphWorkCalls.Step("cancelled", 1));
        TaskNode<string?> joins = graph.Add(GraphWorkCalls.Join("", new string?[] { "x" }, runs));
        TaskRun run = await Tasks.EnqueueAsync(graph);
        Assert.True(await run.GetHandle(second).CancelAsync());
        Assert.Equal(RpcTaskFailure.Cancelled, (await Assert.ThrowsAsync<RpcTaskException>(() => run.GetHandle(second).WaitAsync().WaitAsync(Patience))).Failure);
        Assert.Equal(RpcTaskFailure.DependencyFailed, (await Assert.ThrowsAsync<RpcTaskException>(() => run.GetHandle(third).WaitAsync().WaitAsync(Patience))).Failure);
        await GraphWorkAsync();
        Assert.Equal(2, await run.GetHandle(first).GetResultAsync().WaitAsync(Patience));
        await UntilAsync(async () => await run.GetHandle(runs).StatusAsync() == RpcTaskState.Running, "it runs");
        Assert.True(await run.GetHandle(runs).CancelAsync());
        Assert.Equal(RpcTaskFailure.DependencyFailed, (await Assert.ThrowsAsync<RpcTaskException>(() => run.GetHandle(joins).WaitAsync().WaitAsync(Patience))).Failure);
        Assert.Equal(RpcTaskState.Failed, await run.GetHandle(third).StatusAsync());
    }

    [Fact]
    public async Task Tasks_without_results_run_in_the_order_that_was_asked_for()
    {
        await GraphWorkAsync();
        var graph = new TaskGraph();
        TaskNode<int> held = graph.Add(GraphWorkCalls.Hold("order"));
        TaskNode one = graph.Add(GraphWorkCalls.Note("one"), after: [held]);
        TaskNode two = graph.Add(GraphWorkCalls.Note("two"), after: [one, held, one]);
        TaskNode<string?> three = graph.Add(GraphWorkCalls.Join("", ["3"], null), after: [two]);
        TaskNode four = graph.Add(GraphWorkCalls.Note("four"), new EnqueueOptions { Delay = TimeSpan.FromMilliseconds(100) }, [three, one]);
        TaskNode<string?> five = graph.Add(GraphWorkCalls.Join("", new string?[] { "5" }, three), after: [four, three]);
        TaskRun run = await Tasks.EnqueueAsync(graph);
        Assert.Equal(RpcTaskState.Waiting, await run.GetHandle(four).StatusAsync());
        Assert.Empty(GraphWork.Notes);
        GraphWork.Open("order");
        Assert.Equal("53", await run.GetHandle(five).GetResultAsync().WaitAsync(Patience));
        Assert.Equal(["one", "two", "four"], GraphWork.Notes);
    }

    [Fact]
    public async Task A_failed_task_that_is_retried_by_hand_runs_again_and_what_failed_for_it_stays_failed()
    {
        await GraphWorkAsync();
        var graph = new TaskGraph();
        TaskNode<int> flaky = graph.Add(GraphWorkCalls.Flaky("by hand", 1, false), new EnqueueOptions { Retry = RetryPolicy.None });
        TaskNode<int> child = graph.Add(GraphWorkCalls.Add(flaky, 1));
        TaskRun run = await Tasks.EnqueueAsync(graph);
        await Assert.ThrowsAsync<InvalidOperationException>(() => run.GetHandle(flaky).GetResultAsync().WaitAsync(Patience));
        await Assert.ThrowsAsync<RpcTaskException>(() => run.GetHandle(child).GetResultAsync().WaitAsync(Patience));
        Assert.False(await Tasks.RetryAsync(run.GetHandle(child).Id));
        Assert.True(await Tasks.RetryAsync(run.GetHandle(flaky).Id));
        await UntilAsync(async () => await run.GetHandle(flaky).StatusAsync() == RpcTaskState.Succeeded, "it succeeds");
        Assert.Equal(RpcTaskState.Failed, await run.GetHandle(child).StatusAsync());
    }

    [Fact]
    public async Task A_call_that_needs_a_result_cannot_be_enqueued_alone()
    {
        var graph = new TaskGraph();
        TaskNode<int> node = graph.Add(GraphWorkCalls.Add(1, 1));
        InvalidOperationException alone = await Assert.ThrowsAsync<InvalidOperationException>(() => Tasks.EnqueueAsync(GraphWorkCalls.Add(node, 1)).AsTask());
        Assert.Contains("TaskGraph", alone.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Tasks.EnqueueManyAsync([GraphWorkCalls.Add(1, 1), GraphWorkCalls.Add(1, node)]).AsTask());
    }
}
