using System.Globalization;
using Rpc.Comparison.Peers;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Reporting;

/// <summary>Everything that the tables, the JSON file and the chart say.</summary>
/// <param name="Machine">Where the runs were made.</param>
/// <param name="Date">When, <c>yyyy-MM-dd</c>.</param>
/// <param name="Command">The command line that makes them again.</param>
/// <param name="Plan">How long and how often.</param>
/// <param name="Rows">The rows that ran.</param>
/// <param name="Ratios">Our rows divided by their floors.</param>
/// <param name="Goals">How the goals fared.</param>
/// <param name="Failures">The rows that did not run.</param>
internal sealed record Report(
    string Machine,
    string Date,
    string Command,
    RunPlan Plan,
    IReadOnlyList<Row> Rows,
    IReadOnlyList<Ratio> Ratios,
    IReadOnlyList<GoalResult> Goals,
    IReadOnlyList<RunFailure> Failures)
{
    /// <summary>The workloads that have rows, in the order of the report.</summary>
    public IEnumerable<IGrouping<string, Row>> ByWorkload =>
        from workload in Workloads.All.Keys
        from row in Rows
        where row.Workload == workload
        group row by workload;

    public static Report From(RunPlan plan, string command, RunLog log) => new(
        Reporting.Machine.Describe(),
        DateTime.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        command,
        plan,
        [.. log.Results.Where(result => result.Value.Count > 0).Select(result => Row.From(result.Key, result.Value))],
        [.. Ratio.All(log)],
        [.. GoalBook.All.Select(goal => goal.Check(log))],
        log.Failures);
}
