namespace Rpc.Tasks;

/// <summary>A source of arguments that is a node of a graph.</summary>
internal interface ITaskNode
{
    TaskNode Node { get; }
}
