namespace Rpc.NameServer.Stores;

/// <summary>One change of one name in a shared store.</summary>
/// <param name="Number">The number of the change in its epoch.</param>
/// <param name="Name">The name.</param>
/// <param name="After">Its instances after the change, oldest first; none where it has gone.</param>
public sealed record SharedStep(long Number, string Name, IReadOnlyList<StoredInstance> After);
