namespace Rpc.Benchmarks.Payloads;

/// <summary>A small object as most calls carry one.</summary>
public sealed class Quote
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required double Rate { get; init; }

    public required DateTime At { get; init; }

    public required string[] Tags { get; init; }
}
