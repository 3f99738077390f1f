namespace Rpc.NameServer.Stores;

/// <summary>What a change wants to see before it is made.</summary>
/// <param name="Names">These names.</param>
/// <param name="Leases">The names under which these leases are.</param>
/// <param name="Expiring">The names under which these servers have a lease that is over.</param>
public sealed record SharedScope(IReadOnlyCollection<string> Names, IReadOnlyCollection<long> Leases, IReadOnlyCollection<string> Expiring);
