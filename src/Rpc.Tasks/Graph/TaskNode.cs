using Rpc.Tasks.Client;

namespace Rpc.Tasks;

/// <summary>One task of a <see cref="TaskGraph"/>, before and after it is enqueued.</summary>
public sealed class TaskNode
{
    internal TaskNode(TaskGraph graph, RemoteCall call, byte[] arguments, EnqueueOptions options, IReadOnlyList<TaskInput> inputs)
    {
        Graph = graph;
        Call = call;
        Arguments = arguments;
        Options = options;
        Inputs = inputs;
        foreach (TaskInput input in inputs)
        {
            input.Node.IsNeeded = true;
        }
    }

    internal TaskGraph Graph { get; }

    internal RemoteCall Call { get; }

    /// <summary>Those that are known.</summary>
    internal byte[] Arguments { get; }

    internal EnqueueOptions Options { get; }

    internal IReadOnlyList<TaskInput> Inputs { get; }

    internal Guid Id { get; } = TaskIds.New();

    /// <summary>Whether another node waits for it.</summary>
    internal bool IsNeeded { get; private set; }

    /// <summary>The results of several tasks as one argument, a list in their order: <c>CalculatorCalls.Sum(TaskNode.All(parts))</c>. Of no tasks it is the empty list.</summary>
    public static ArgumentSources<TResult> All<TResult>(params IEnumerable<TaskNode<TResult>> nodes) => new(nodes);

    /// <inheritdoc/>
    public override string ToString() => $"The task of {Call}";
}
