using Rpc.Tasks.Tests.Conformance;

namespace Rpc.Tasks.Tests.Graph;

/// <summary>What a graph refuses, before anything is enqueued.</summary>
public sealed class TaskGraphTests : IAsyncLifetime
{
    private RpcTasks _tasks = null!;

    public async ValueTask InitializeAsync() => _tasks = await RpcTasks.OpenAsync(static tasks =>
    {
        tasks.UseInMemory();
        tasks.MaxTaskBytes = 1000;
    });

    public ValueTask DisposeAsync() => _tasks.DisposeAsync();

    private sealed class Foreign<T> : ArgumentSource<T>;

    [Fact]
    public async Task A_node_of_another_graph_is_refused_wherever_it_is_named()
    {
        var graph = new TaskGraph();
        TaskNode<int> own = graph.Add(GraphWorkCalls.Add(1, 1));
        TaskNode<int> other = new TaskGraph().Add(GraphWorkCalls.Add(1, 1));
        Assert.Contains("another graph", Assert.Throws<ArgumentException>(() => graph.Add(GraphWorkCalls.Add(own, other))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => graph.Add(GraphWorkCalls.Sum(TaskNode.All(own, other))));
        Assert.Throws<ArgumentException>(() => graph.Add(GraphWorkCalls.Add(1, 1), after: [own, other]));
        Assert.Contains("Foreign", Assert.Throws<ArgumentException>(() => graph.Add(GraphWorkCalls.Add(1, new Foreign<int>()))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TaskNode.All(own, null!));
        Assert.Equal(1, graph.Count);
        TaskRun run = await _tasks.EnqueueAsync(graph);
        Assert.Throws<ArgumentException>(() => run.GetHandle(other));
        Assert.Throws<ArgumentException>(() => run.GetHandle(other.Node));
        Assert.Equal(run.Handles[0].Id, run.GetHandle(own.Node).Id);
    }

    [Fact]
    public async Task A_graph_is_enqueued_once()
    {
        var graph = new TaskGraph();
        TaskNode<int> node = graph.Add(GraphWorkCalls.Add(1, 1));
        await _tasks.EnqueueAsync(graph);
        Assert.Contains("enqueued already", (await Assert.ThrowsAsync<InvalidOperationException>(() => _tasks.EnqueueAsync(graph).AsTask())).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => graph.Add(GraphWorkCalls.Add(node, 1)));
        Assert.Single(await _tasks.ListAsync());
    }

    [Fact]
    public async Task Its_ids_rise_so_that_tasks_that_are_ready_at_once_run_in_the_order_of_their_nodes()
    {
        var graph = new TaskGraph();
        for (int i = 0; i < 100; i++)
        {
            graph.Add(GraphWorkCalls.Add(i, i));
        }

        byte[][] ids = [.. (await _tasks.EnqueueAsync(graph)).Handles.Select(static handle => handle.Id.ToByteArray(bigEndian: true))];
        Assert.All(ids.Zip(ids.Skip(1)), pair => Assert.True(pair.First.AsSpan().SequenceCompareTo(pair.Second) < 0));
    }

    [Fact]
    public async Task One_without_tasks_enqueues_nothing() => Assert.Empty((await _tasks.EnqueueAsync(new TaskGraph())).Handles);

    [Fact]
    public async Task One_that_was_refused_has_enqueued_nothing_and_may_be_tried_again()
    {
        var graph = new TaskGraph();
        graph.Add(GraphWorkCalls.Add(1, 1));
        graph.Add(GraphWorkCalls.Note(new string('x', 2000)));
        Assert.Contains("MaxTaskBytes", (await Assert.ThrowsAsync<ArgumentException>(() => _tasks.EnqueueAsync(graph).AsTask())).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => _tasks.EnqueueAsync(graph).AsTask());
        Assert.Empty(await _tasks.ListAsync());
    }

    [Fact]
    public void Keys_and_what_is_out_of_range_are_refused_where_the_node_is_added()
    {
        var graph = new TaskGraph();
        Assert.Contains("order-1", Assert.Throws<ArgumentException>(() => graph.Add(GraphWorkCalls.Add(1, 1), new EnqueueOptions { IdempotencyKey = "order-1" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => graph.Add(GraphWorkCalls.Add(1, 1), new EnqueueOptions { UniqueKey = "one" }));
        Assert.Throws<ArgumentException>(() => graph.Add(GraphWorkCalls.Add(1, 1), new EnqueueOptions { Delay = TimeSpan.FromSeconds(-1) }));
        Assert.Throws<ArgumentException>(() => graph.Add(GraphWorkCalls.Add(1, 1), new EnqueueOptions { Queue = "no queue" }));
        Assert.Throws<ArgumentNullException>(() => graph.Add((RemoteCall<int>)null!));
        Assert.Throws<RpcException>(() => graph.Add(GraphWorkCalls.Note(null!)));
        Assert.Equal(0, graph.Count);
    }

    [Fact]
    public async Task Nodes_have_options_of_their_own()
    {
        var graph = new TaskGraph();
        TaskNode<int> first = graph.Add(GraphWorkCalls.Add(1, 1), new EnqueueOptions { Queue = "fast", Priority = TaskPriority.High });
        TaskNode<int> second = graph.Add(GraphWorkCalls.Flaky("x", 1, false), after: [first]);
        TaskRun run = await _tasks.EnqueueAsync(graph);
        RpcTaskInfo one = (await run.GetHandle(first).InfoAsync())!;
        RpcTaskInfo two = (await run.GetHandle(second).InfoAsync())!;
        Assert.Equal(("fast", TaskPriority.High, RpcTaskState.Ready, 0), (one.Queue, one.Priority, one.State, one.Missing));
        Assert.Equal(("default", TaskPriority.Normal, RpcTaskState.Waiting, 1), (two.Queue, two.Priority, two.State, two.Missing));
        Assert.True(run.GetHandle(first).IsNew);
    }
}
