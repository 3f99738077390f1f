using System.Globalization;
using Rpc.Scale.Running;
using Rpc.Scale.Scenarios;

namespace Rpc.Scale.Reporting;

/// <summary>Everything the table and the <c>--json</c> file say.</summary>
internal sealed record ScaleReport(string Machine, string Date, IReadOnlyList<ScaleRow> Rows)
{
    public static ScaleReport From(IReadOnlyDictionary<IScenario, List<Readings>> results) => new(
        Rpc.Comparison.Reporting.Machine.Describe(),
        DateTime.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        [.. results.SelectMany(result => result.Key.Measures.Select(measure => ScaleRow.From(result.Key.Name, measure, result.Value)))]);
}
