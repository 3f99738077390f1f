namespace Rpc.Naming;

/// <summary>One place where the object of a name can be called.</summary>
/// <param name="Uri">Text of a <see cref="RemoteUri"/> with an object id.</param>
/// <param name="Tags">What the instance is marked with; empty where it is not.</param>
/// <param name="Weight">1 to 1000: its share of the calls beside the other instances.</param>
/// <param name="LeaseSeconds">How long it stays listed without a heartbeat, in seconds; 0 for ever.</param>
/// <param name="Server">The server that registered it: the source of its heartbeats.</param>
/// <param name="Since">When it was first registered, by the name server's clock.</param>
/// <param name="Metadata">What else its server said of it, by key; empty where it said nothing.</param>
public sealed record NameInstance(string Uri, IReadOnlyList<string> Tags, int Weight, int LeaseSeconds, string Server, DateTimeOffset Since, IReadOnlyDictionary<string, string> Metadata);
