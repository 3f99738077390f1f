namespace Rpc.Calls;

/// <summary>What a proxy wants to call: an object by id, or by a reference that the peer exported; through a contract, or none for calls in JSON.</summary>
internal sealed record BindTarget(string Uri, string ObjectId, ulong Reference, ContractDescriptor? Contract);
