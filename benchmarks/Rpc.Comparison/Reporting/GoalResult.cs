namespace Rpc.Comparison.Reporting;

/// <summary>How a goal fared in these runs.</summary>
/// <param name="Goal">Its number.</param>
/// <param name="What">What was measured.</param>
/// <param name="Value">Median and quartiles over the rounds; null where it was not run.</param>
/// <param name="Wanted">The bound, with its unit.</param>
/// <param name="Verdict">Whether it was reached.</param>
internal sealed record GoalResult(int Goal, string What, Spread? Value, string Wanted, Verdict Verdict);
