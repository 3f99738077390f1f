using System.Globalization;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Reporting;

/// <summary>One line of what this library wants to reach.</summary>
/// <param name="Number">The number of the goal; a goal may have several lines.</param>
/// <param name="What">What is measured.</param>
/// <param name="IsFloor">True where more is better: at least <paramref name="Bound"/>; otherwise at most.</param>
/// <param name="Bound">Where it is reached.</param>
/// <param name="Measure">The number of each round; null when a row that it needs is not there.</param>
internal sealed record Goal(int Number, string What, bool IsFloor, double Bound, Func<RunLog, Spread?> Measure)
{
    public GoalUnit Unit { get; init; }

    public string Wanted => string.Create(CultureInfo.InvariantCulture, $"{(IsFloor ? "≥" : "≤")} {Bound:0.0#}{Suffix}");

    private string Suffix => Unit switch
    {
        GoalUnit.MillionItemsPerSecond => " M/s",
        GoalUnit.BytesPerCall => " B",
        _ => "",
    };

    public Verdict Judge(Spread value)
    {
        if (value.IsEqualTo(Bound))
        {
            return Verdict.Equal;
        }

        return (IsFloor ? value.Median >= Bound : value.Median <= Bound) ? Verdict.Met : Verdict.Missed;
    }

    public GoalResult Check(RunLog log) => Measure(log) is { } value
        ? new GoalResult(Number, What, value.Rounded(4), Wanted, Judge(value))
        : new GoalResult(Number, What, null, Wanted, Verdict.NotRun);
}
