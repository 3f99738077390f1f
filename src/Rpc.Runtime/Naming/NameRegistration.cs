namespace Rpc.Naming;

/// <summary>What a server asks the name server to list.</summary>
/// <param name="Name">1 to 255 characters, no control characters.</param>
/// <param name="Uri">Text of a <see cref="RemoteUri"/> that others can reach, with an object id.</param>
/// <param name="Server">The server that will send heartbeats: any text that no other server uses, 1 to 255 characters.</param>
/// <param name="Tags">At most 64, each 1 to 255 characters without control characters; null for none.</param>
/// <param name="Weight">1 to 1000.</param>
/// <param name="LeaseSeconds">1 to 86,400, or 0 for an entry that stays until it is removed.</param>
/// <param name="Mode">What to do when the name is taken. The same URI from the same server is never in its own way.</param>
/// <param name="Since">Null for a new registration. To restore one that the name server no longer knows: <see cref="NameLease.Since"/> of the first time,
/// so that of two servers that come back with the same name the one that took it last gets it.</param>
/// <param name="Metadata">At most 64 keys of 1 to 255 characters without control characters, each with a text of at most 1,024; null for none.</param>
public sealed record NameRegistration(
    string Name,
    string Uri,
    string Server,
    IReadOnlyList<string>? Tags = null,
    int Weight = 1,
    int LeaseSeconds = 15,
    RegisterMode Mode = RegisterMode.Replace,
    DateTimeOffset? Since = null,
    IReadOnlyDictionary<string, string>? Metadata = null);
