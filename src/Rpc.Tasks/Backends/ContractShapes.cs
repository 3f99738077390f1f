namespace Rpc.Tasks.Backends;

/// <summary>What the types of a contract look like.</summary>
public sealed record ContractShapes(string Fingerprint, byte[] Shapes);
