using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Backends;

/// <summary>Tasks to be taken together.</summary>
/// <param name="Tasks">The tasks; those of a graph in any order.</param>
/// <param name="Needs">Results that they need of each other.</param>
/// <param name="Shapes">What the types of contracts look like whose fingerprints the store may not know yet.</param>
public sealed record EnqueueRequest(IReadOnlyList<NewTask> Tasks, IReadOnlyList<TaskNeed> Needs, IReadOnlyList<ContractShapes> Shapes);
