namespace Rpc.Tasks.Stores;

/// <summary>Which ready tasks a worker takes.</summary>
/// <param name="Worker">The worker: only kinds that it has joined with.</param>
/// <param name="Queue">From which queue.</param>
/// <param name="Quarantined">Those that have to run alone, or the others.</param>
/// <param name="Most">How many at most.</param>
public readonly record struct ReadyQuery(Guid Worker, string Queue, bool Quarantined, int Most);
