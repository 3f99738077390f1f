namespace Rpc.Tasks.Backends;

/// <summary>The lease of a worker.</summary>
/// <param name="Lease">How long it lives without a heartbeat.</param>
public sealed record WorkerLease(TimeSpan Lease);
