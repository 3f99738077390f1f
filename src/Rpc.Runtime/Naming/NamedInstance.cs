namespace Rpc.Naming;

/// <summary>One place where calls of a name can go. Immutable but for its health, which all instances of one address share.</summary>
/// <param name="Address">Where the object is.</param>
/// <param name="Weight">Its share of the calls: 1 to 1000.</param>
/// <param name="Health">Whether it was bad lately.</param>
internal sealed record NamedInstance(RemoteUri Address, int Weight, InstanceHealth Health);
