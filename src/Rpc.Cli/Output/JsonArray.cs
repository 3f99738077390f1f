using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Rpc.Cli.Output;

/// <summary>A JSON array that is written as its items come. Not thread-safe.</summary>
internal sealed class JsonArray : IDisposable
{
    private readonly TextWriter _output;
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Utf8JsonWriter _writer;

    public JsonArray(TextWriter output)
    {
        _output = output;
        _writer = new Utf8JsonWriter(_bytes, JsonOutput.Options(indented: true));
        _writer.WriteStartArray();
    }

    /// <summary>Adds items and hands on what is complete.</summary>
    public void Add(Action<Utf8JsonWriter> write)
    {
        write(_writer);
        Flush();
    }

    /// <summary>Ends the array, and the line. Without it what is written is no JSON.</summary>
    public void End()
    {
        _writer.WriteEndArray();
        Flush();
        _output.WriteLine();
    }

    public void Dispose() => _writer.Dispose();

    private void Flush()
    {
        _writer.Flush();
        _output.Write(Encoding.UTF8.GetString(_bytes.WrittenSpan));
        _bytes.ResetWrittenCount();
    }
}
