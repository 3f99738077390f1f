using System.Text.Json;

namespace Rpc.Codec;

/// <summary>Writes values as JSON (docs/protocol-shapes.md has the form of each type).</summary>
public ref struct RpcJsonWriter
{
    private int _tag;

    /// <summary>A writer that appends to <paramref name="output"/>. <paramref name="references"/> is null where live objects cannot travel.</summary>
    public RpcJsonWriter(Utf8JsonWriter output, IReferenceTable? references = null)
    {
        Output = output;
        References = references;
        _tag = -1;
    }

    /// <summary>The JSON text under construction.</summary>
    public Utf8JsonWriter Output { get; }

    /// <summary>Turns live objects into references; null where they cannot travel.</summary>
    public IReferenceTable? References { get; }

    /// <summary>The member whose elements are being written; null where none has any that may not be null.</summary>
    internal string? Member { readonly get; set; }

    /// <summary>Opens an object; refused beyond 64 levels.</summary>
    public void BeginObject()
    {
        RefuseDepth();
        Output.WriteStartObject();
        if (_tag >= 0)
        {
            Output.WriteNumber(RpcJsonReader.TagName, _tag);
            _tag = -1;
        }
    }

    /// <summary>Opens an array; refused beyond 64 levels.</summary>
    public readonly void BeginArray()
    {
        RefuseDepth();
        Output.WriteStartArray();
    }

    /// <summary>Has the object that is opened next begin with the tag of the union's case that it is.</summary>
    public void Tag(int tag) => _tag = tag;

    private readonly void RefuseDepth()
    {
        if (Output.CurrentDepth >= Wire.MaxDepth)
        {
            CodecErrors.ThrowTooDeep();
        }
    }
}
