namespace Rpc.Naming;

/// <summary>A server says that it lives and which registrations it still stands for.</summary>
/// <param name="Server">The same text as in <see cref="NameRegistration.Server"/>.</param>
/// <param name="Leases">All its <see cref="NameLease.Id"/>s, at most 100,000.</param>
public sealed record NameHeartbeat(string Server, IReadOnlyList<long> Leases);
