using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <summary>Arguments of a call that were given one by one, because some may be results that are not there yet.</summary>
internal readonly struct ComposedArguments(ArgumentPart[] parts) : ICallArguments
{
    private readonly ArgumentPart[]? _parts = parts;

    public IReadOnlyList<ArgumentPart> Parts => _parts ?? [];

    /// <summary>Whether one is missing. Such a call can be part of a task graph, and nothing else.</summary>
    public bool HasGaps => _parts is not null && Array.Exists(_parts, static part => part.Sources is not null);

    public void Write(ref RpcWriter writer)
    {
        foreach (ArgumentPart part in Parts)
        {
            part.Write(ref writer);
        }
    }

    public void Read(ref RpcReader reader) => throw new NotSupportedException("Composed arguments are written only: a dispatcher reads those of the method.");

    public void WriteJson(ref RpcJsonWriter writer)
    {
        writer.Output.WriteStartArray();
        foreach (ArgumentPart part in Parts)
        {
            part.WriteJson(ref writer);
        }

        writer.Output.WriteEndArray();
    }

    public void ReadJson(ref RpcJsonReader reader) => throw new NotSupportedException("Composed arguments are written only: a dispatcher reads those of the method.");
}
