using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rpc.Comparison.Reporting;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportFile))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    public static string Serialize(Report report)
    {
        ReportFile file = new(
            report.Machine,
            report.Date,
            report.Command,
            report.Plan.Pinning,
            Math.Round(report.Plan.Warmup.TotalSeconds, 3),
            Math.Round(report.Plan.Duration.TotalSeconds, 3),
            report.Plan.Rate,
            report.Rows,
            report.Ratios,
            report.Goals,
            [.. report.Failures.Select(failure => new ReportFailure(failure.Cell.Peer.Name, failure.Cell.Workload, failure.Reason))]);

        // A file for people and tools, not a page: "≥" stays "≥".
        ReportJson readable = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return JsonSerializer.Serialize(file, readable.ReportFile) + "\n";
    }
}
