using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rpc.Cli.Output;

/// <summary>Writes JSON to the output, readable in any script.</summary>
internal static class JsonOutput
{
    public static void Write(TextWriter output, Action<Utf8JsonWriter> write) => Write(output, write, indented: true);

    public static void Write(TextWriter output, JsonElement value, bool indented) => Write(output, value.WriteTo, indented);

    /// <summary>One value, one line.</summary>
    public static void WriteLine(TextWriter output, JsonElement value) => WriteLine(output, value.WriteTo);

    /// <inheritdoc cref="WriteLine(TextWriter, JsonElement)"/>
    public static void WriteLine(TextWriter output, Action<Utf8JsonWriter> write) => Write(output, write, indented: false);

    public static JsonWriterOptions Options(bool indented) => new() { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void Write(TextWriter output, Action<Utf8JsonWriter> write, bool indented)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options(indented)))
        {
            write(writer);
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }
}
