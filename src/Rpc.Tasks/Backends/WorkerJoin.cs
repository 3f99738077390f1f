namespace Rpc.Tasks.Backends;

/// <summary>A worker that joins.</summary>
/// <param name="Id">Made anew each time.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Queues">Whose tasks it takes.</param>
/// <param name="Kinds">Which methods it knows, under all their names.</param>
/// <param name="Concurrency">How many tasks it runs at a time.</param>
/// <param name="Lease">How long it lives without a heartbeat.</param>
public sealed record WorkerJoin(Guid Id, string Name, IReadOnlyList<string> Queues, IReadOnlyList<string> Kinds, int Concurrency, TimeSpan Lease);
