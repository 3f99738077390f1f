namespace Rpc.Benchmarks.Payloads;

/// <summary>The second level.</summary>
public sealed record Position(int Id, string Symbol, Price Price);
