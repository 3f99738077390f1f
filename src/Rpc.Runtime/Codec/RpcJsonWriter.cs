using System.Text.Json;

namespace Rpc.Codec;

/// <summary>Writes values as JSON (docs/types.md has the form of each type).</summary>
public ref struct RpcJsonWriter(Utf8JsonWriter output, IReferenceTable? references = null)
{
    /// <summary>The JSON text under construction.</summary>
    public Utf8JsonWriter Output { get; } = output;

    /// <summary>Turns live objects into references; null where they cannot travel.</summary>
    public IReferenceTable? References { get; } = references;
}
