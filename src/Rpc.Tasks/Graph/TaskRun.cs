namespace Rpc.Tasks;

/// <summary>A graph that was enqueued: the handles of its tasks. Thread-safe.</summary>
public sealed class TaskRun
{
    private readonly RpcTasks _tasks;
    private readonly TaskGraph _graph;
    private readonly Func<bool>? _mayNotExist;

    internal TaskRun(RpcTasks tasks, TaskGraph graph, IReadOnlyList<TaskNode> nodes, Func<bool>? mayNotExist)
    {
        _tasks = tasks;
        _graph = graph;
        _mayNotExist = mayNotExist;
        Handles = [.. nodes.Select(GetHandle)];
    }

    /// <summary>The handles of all tasks, in the order in which their nodes were added.</summary>
    public IReadOnlyList<TaskHandle> Handles { get; }

    /// <summary>The handle of a node's task.</summary>
    /// <exception cref="ArgumentException">The node belongs to another graph.</exception>
    public TaskHandle GetHandle(TaskNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new TaskHandle(_tasks, Own(node).Id, node.Call.Method, isNew: true, _mayNotExist);
    }

    /// <summary>The handle of a node's task, to await for its result.</summary>
    /// <inheritdoc cref="GetHandle(TaskNode)" path="/exception"/>
    public TaskHandle<TResult> GetHandle<TResult>(TaskNode<TResult> node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new TaskHandle<TResult>(_tasks, Own(node.Node).Id, node.Node.Call.Method, node.Codec, isNew: true, _mayNotExist);
    }

    private TaskNode Own(TaskNode node) => node.Graph == _graph ? node : throw new ArgumentException($"{node} belongs to another graph than the one that was enqueued.", nameof(node));
}
