namespace Rpc.Tasks.Backends;

/// <summary>What a worker hears.</summary>
/// <param name="Known">Whether it still has its lease. If not, its tasks are others' now.</param>
/// <param name="Cancelled">Its tasks that are to be cancelled.</param>
public sealed record HeartbeatAnswer(bool Known, IReadOnlyList<Guid> Cancelled);
