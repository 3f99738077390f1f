using Rpc.Comparison.Running;

namespace Rpc.Comparison.Reporting;

/// <summary>The contents of the <c>--json</c> file.</summary>
internal sealed record ReportFile(
    string Machine,
    string Date,
    string Command,
    Pinning Pin,
    double WarmupSeconds,
    double DurationSeconds,
    int Rate,
    IReadOnlyList<Row> Rows,
    IReadOnlyList<Ratio> Ratios,
    IReadOnlyList<GoalResult> Goals,
    IReadOnlyList<ReportFailure> Failures);
