namespace Currency.Fetch;

/// <summary>What became of a pair: its rate, or why there is none.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Rate">What one unit of the first currency costs in the second.</param>
/// <param name="Failure">Why there is no rate; null where there is one.</param>
internal sealed record Answer(string Pair, decimal? Rate, string? Failure = null);
