using System.Text.Json;

namespace Rpc.Codec;

/// <summary>Reads values from JSON. Stands before the value's first token; each read leaves it behind the value's last one.</summary>
public ref struct RpcJsonReader
{
    /// <summary>The token reader, for generated code.</summary>
    public Utf8JsonReader Input;

    /// <summary>A reader over UTF-8 JSON text, at most 64 levels deep.</summary>
    public RpcJsonReader(ReadOnlySpan<byte> utf8Json, IReferenceTable? references = null)
    {
        Input = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = 64 });
        References = references;
    }

    /// <summary>Turns references into live objects; null where they cannot travel.</summary>
    public IReferenceTable? References { get; }

    /// <summary>Ends the reading: more text is an error.</summary>
    public void End() => Input.Read();
}
