namespace Rpc.NameServer.Stores;

/// <summary>A server with a lease that is over.</summary>
/// <param name="Server">The server, as its registrations name it.</param>
/// <param name="Overdue">For how long the lease that ended first is over.</param>
public readonly record struct OverdueServer(string Server, TimeSpan Overdue);
