using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Hub;

/// <summary>What some of the tasks asked for have ended with.</summary>
/// <param name="Outcomes">As many as one message carries.</param>
/// <param name="Left">Ids that were not looked at, to be asked for again; empty where the answer is whole.</param>
internal sealed record HubOutcomes(IReadOnlyList<TaskOutcome> Outcomes, IReadOnlyList<Guid> Left);
