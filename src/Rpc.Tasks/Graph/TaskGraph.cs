using Rpc.Stubs;
using Rpc.Tasks.Client;

namespace Rpc.Tasks;

/// <summary>Tasks that take results of each other: built up node by node, then enqueued once, all or none (<see cref="RpcTasks.EnqueueAsync(TaskGraph, System.Data.Common.DbTransaction, CancellationToken)"/>). Not thread-safe.</summary>
/// <remarks>
/// <code>
/// var graph = new TaskGraph();
/// TaskNode&lt;int&gt; a = graph.Add(CalculatorCalls.Add(1, 2));
/// TaskNode&lt;int&gt; b = graph.Add(CalculatorCalls.Add(a, 3));
/// TaskNode&lt;int&gt; sum = graph.Add(CalculatorCalls.Sum(TaskNode.All([a, b])));
/// TaskRun run = await tasks.EnqueueAsync(graph);
/// int result = await run.GetHandle(sum);
/// </code>
/// A task begins once all whose results it takes have succeeded; what follows is written with the end of the last one, in the same transaction, so nothing polls. Where one of them fails, expires or is
/// cancelled, it fails with <see cref="RpcTaskFailure.DependencyFailed"/>, and so do those that take its own result. A node takes results of nodes that are there, so there are no cycles.
/// </remarks>
public sealed class TaskGraph
{
    private readonly List<TaskNode> _nodes = [];
    private bool _isEnqueued;

    /// <summary>How many tasks it has.</summary>
    public int Count => _nodes.Count;

    /// <summary>Adds a task that makes a call without a result.</summary>
    /// <inheritdoc cref="Add{TResult}"/>
    public TaskNode Add(RemoteCall call, EnqueueOptions? options = null, IEnumerable<TaskNode>? after = null) => Enter(call, options, after);

    /// <summary>Adds a task that makes a call.</summary>
    /// <param name="call">The call. Its arguments may be nodes of this graph: <c>CalculatorCalls.Add(a, 3)</c>.</param>
    /// <param name="options">Queue, retries and so on, of this task alone. Delays and expiry count from when the graph is enqueued. No keys, and no transaction.</param>
    /// <param name="after">Nodes of this graph that have to succeed before it begins, though it takes no result of them.</param>
    /// <returns>The node: an argument of calls that are added later.</returns>
    /// <exception cref="ArgumentException">The options are out of range or have a key, or a node belongs to another graph.</exception>
    /// <exception cref="InvalidOperationException">The graph was enqueued.</exception>
    /// <exception cref="RpcException">An argument cannot be kept: a live object, a null where there is none.</exception>
    public TaskNode<TResult> Add<TResult>(RemoteCall<TResult> call, EnqueueOptions? options = null, IEnumerable<TaskNode>? after = null) =>
        new(Enter(call, options, after), KeptCalls.ResultCodecOf(call));

    /// <summary>Takes the nodes to be enqueued, which is possible once.</summary>
    internal IReadOnlyList<TaskNode> Begin()
    {
        RequireOpen();
        _isEnqueued = true;
        return _nodes;
    }

    /// <summary>None of them was enqueued after all.</summary>
    internal void Reopen() => _isEnqueued = false;

    private TaskNode Enter(RemoteCall call, EnqueueOptions? options, IEnumerable<TaskNode>? after)
    {
        ArgumentNullException.ThrowIfNull(call);
        RequireOpen();
        options ??= TaskRequests.Default;
        Check(options);
        KeptArguments arguments = KeptCalls.GappedArgumentsOf(call);
        TaskInput[] inputs = [.. arguments.Gaps.SelectMany((gap, place) => gap.Sources.Select((source, order) => new TaskInput(Own(source), place, gap.IsList ? order : -1, gap.Offset)))];
        TaskNode[] only = [.. (after ?? []).Select(Own).Except(inputs.Select(static input => input.Node))];
        var node = new TaskNode(this, call, arguments.Bytes, options, [.. inputs, .. only.Select(static (before, order) => new TaskInput(before, -1, order, 0))]);
        _nodes.Add(node);
        return node;
    }

    private TaskNode Own(ArgumentSource source) => Own(source is ITaskNode one
        ? one.Node
        : throw new ArgumentException($"An argument is to come from a {source.GetType()}, and a task graph knows its own nodes only."));

    private TaskNode Own(TaskNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Graph == this ? node : throw new ArgumentException($"{node} belongs to another graph: tasks take results of tasks that are enqueued with them. Add its call to this graph too, or await its result and pass the value.");
    }

    private void RequireOpen()
    {
        if (_isEnqueued)
        {
            throw new InvalidOperationException("The graph was enqueued already: each of its nodes stands for one task. Build another one for other tasks.");
        }
    }

    private static void Check(EnqueueOptions options)
    {
        TaskRequests.Check(options);
        if ((options.IdempotencyKey ?? options.UniqueKey) is { } key)
        {
            throw new ArgumentException($"A task of a graph cannot have a key, such as '{key}': the task that has it already may be another, which the others of the graph do not wait for.", nameof(options));
        }

        if (options.Transaction is not null)
        {
            throw new ArgumentException("A task of a graph has no transaction of its own: pass it where the graph is enqueued.", nameof(options));
        }
    }
}
