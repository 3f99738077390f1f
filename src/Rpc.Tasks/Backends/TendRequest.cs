namespace Rpc.Tasks.Backends;

/// <summary>A worker that sees to what is due.</summary>
/// <param name="Worker">Which; null for a hub, which has none.</param>
/// <param name="Queues">Its queues.</param>
public sealed record TendRequest(Guid? Worker, IReadOnlyList<string> Queues);
