using Rpc.Comparison.Running;

namespace Rpc.Comparison.Reporting;

/// <summary>The contents of the <c>--json</c> file.</summary>
internal sealed record ReportFile(string Machine, string Date, Pinning Pin, IReadOnlyList<Row> Rows);
