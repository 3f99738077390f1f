namespace Rpc.Benchmarks.Payloads;

/// <summary>The third level.</summary>
public sealed record Price(double Amount, string Currency);
