using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rpc.Scale.Reporting;

[JsonSerializable(typeof(ScaleReport))]
internal sealed partial class ScaleJson : JsonSerializerContext
{
    public static string Serialize(ScaleReport report) => JsonSerializer.Serialize(report, Readable.ScaleReport) + "\n";

    // Relaxed, so that µ and ≤ stay readable; the file goes to people and to no web page.
    private static ScaleJson Readable => new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
