namespace Rpc.Comparison.Reporting;

/// <summary>A row that did not run, in the <c>--json</c> file.</summary>
internal sealed record ReportFailure(string Name, string Workload, string Reason);
