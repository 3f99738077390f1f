namespace Rpc.Benchmarks.Payloads;

/// <summary>Three levels of records.</summary>
public sealed record Portfolio(string Owner, List<Position> Positions);
