namespace Rpc.Naming;

/// <summary>What the name server knows of the leases of a heartbeat.</summary>
/// <param name="Unknown">Leases that it does not know: ended, replaced, or lost with its data. The server registers those again, with their <see cref="NameLease.Since"/>.</param>
public sealed record HeartbeatReply(IReadOnlyList<long> Unknown);
