using System.Globalization;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Reporting;

/// <summary>Everything the table and the JSON file say.</summary>
internal sealed record Report(string Machine, string Date, RunPlan Plan, IReadOnlyList<Row> Rows, IReadOnlyList<Ratio> Ratios)
{
    public static Report From(RunPlan plan, IReadOnlyDictionary<Cell, List<RunResult>> results) => new(
        Reporting.Machine.Describe(),
        DateTime.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        plan,
        [.. results.Select(result => Row.From(result.Key, result.Value))],
        [.. Ratio.All(results)]);
}
