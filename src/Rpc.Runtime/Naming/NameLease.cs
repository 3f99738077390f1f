namespace Rpc.Naming;

/// <summary>The answer to a registration: what heartbeats have to name.</summary>
/// <param name="Id">Names this registration in heartbeats; never 0, and not used again.</param>
/// <param name="Seconds">The lease in seconds, 0 for one that never ends.</param>
/// <param name="Since">When the name server accepted it; to be given back when the registration has to be restored.</param>
public sealed record NameLease(long Id, int Seconds, DateTimeOffset Since);
