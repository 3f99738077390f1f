using Rpc.Codec;

namespace Rpc.Tasks;

/// <summary>One task of a <see cref="TaskGraph"/> with a result, which calls of other nodes may take as an argument.</summary>
public sealed class TaskNode<TResult> : ArgumentSource<TResult>, ITaskNode
{
    internal TaskNode(TaskNode node, ValueCodec<TResult> codec)
    {
        Node = node;
        Codec = codec;
    }

    /// <summary>The node without its result's type: for <c>after</c>, and for lists of nodes of all kinds.</summary>
    public TaskNode Node { get; }

    internal ValueCodec<TResult> Codec { get; }

    /// <inheritdoc cref="Node"/>
    public static implicit operator TaskNode(TaskNode<TResult> node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Node;
    }

    /// <inheritdoc/>
    public override string ToString() => Node.ToString();
}
