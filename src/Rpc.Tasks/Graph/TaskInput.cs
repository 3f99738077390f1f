namespace Rpc.Tasks;

/// <summary>What a node of a graph waits for.</summary>
/// <param name="Node">Whose end.</param>
/// <param name="Place">Which of the node's gaps its result fills; -1 for none: it is only waited for.</param>
/// <param name="Order">-1 where the result is the argument; else the index in the list that is the argument, or a number of its own where there is no place.</param>
/// <param name="Offset">Where the gap is.</param>
internal readonly record struct TaskInput(TaskNode Node, int Place, int Order, int Offset);
