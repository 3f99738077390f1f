namespace Rpc.Benchmarks.Payloads;

/// <summary>As <see cref="Quote"/>, with a list and an offset.</summary>
public sealed class QuoteList
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required double Rate { get; init; }

    public required DateTimeOffset At { get; init; }

    public required List<string> Tags { get; init; }
}
