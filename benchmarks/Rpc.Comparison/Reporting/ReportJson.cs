using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rpc.Comparison.Reporting;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReportFile))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    public static string Serialize(Report report) =>
        JsonSerializer.Serialize(new ReportFile(report.Machine, report.Date, report.Plan.Pinning, report.Rows), Default.ReportFile) + "\n";
}
