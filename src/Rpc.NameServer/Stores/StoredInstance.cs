namespace Rpc.NameServer.Stores;

/// <summary>One registration as a store keeps it; its key is the name with the URI.</summary>
/// <param name="Name">The name.</param>
/// <param name="Uri">The canonical text of the object's URI.</param>
/// <param name="Tags">Tags without control characters.</param>
/// <param name="Weight">1 to 1000.</param>
/// <param name="LeaseSeconds">The lease in seconds, 0 for ever.</param>
/// <param name="LeaseId">What heartbeats name.</param>
/// <param name="Server">Who sends the heartbeats.</param>
/// <param name="Since">When it was first registered.</param>
/// <param name="Metadata">Texts by key; empty for none.</param>
public sealed record StoredInstance(
    string Name, string Uri, IReadOnlyList<string> Tags, int Weight, int LeaseSeconds, long LeaseId, string Server, DateTimeOffset Since, IReadOnlyDictionary<string, string> Metadata);
