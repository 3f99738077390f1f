using Rpc.Scale.Running;
using Rpc.Scale.Scenarios;

namespace Rpc.Scale.Reporting;

/// <summary>The readings of one measure over all rounds.</summary>
internal sealed record ScaleRow(string Scenario, string Measure, string Unit, double Median, double Low, double High, int Rounds, string? Goal, string? Verdict)
{
    public static ScaleRow From(string scenario, Measure measure, IReadOnlyList<Readings> rounds)
    {
        Spread spread = Spread.Of(rounds.Select(round => round[measure.Key]));
        return new ScaleRow(scenario, measure.Title, measure.Unit, Round(spread.Median), Round(spread.Low), Round(spread.High), rounds.Count, measure.Goal?.ToString(), Judge(measure.Goal, spread));
    }

    // Where the quartiles lie on both sides of the goal, the rounds do not say.
    private static string? Judge(Goal? goal, Spread spread) => goal switch
    {
        null => null,
        _ when goal.IsMet(spread.Low) != goal.IsMet(spread.High) => goal.IsMet(spread.Median) ? "met, within the spread" : "missed, within the spread",
        _ => goal.IsMet(spread.Median) ? "met" : "missed",
    };

    private static double Round(double value) => Math.Round(value, 4);
}
