using System.ComponentModel;
using System.Text.Json;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>The arguments of a method without parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoArguments : ICallArguments
{
    /// <inheritdoc/>
    public void Write(ref RpcWriter writer)
    {
    }

    /// <inheritdoc/>
    public void Read(ref RpcReader reader)
    {
    }

    /// <inheritdoc/>
    public void WriteJson(ref RpcJsonWriter writer)
    {
        writer.Output.WriteStartArray();
        writer.Output.WriteEndArray();
    }

    /// <inheritdoc/>
    public void ReadJson(ref RpcJsonReader reader)
    {
        if (reader.Read() is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            throw new RpcException(RpcStatus.InvalidArgument, "The arguments must be a JSON array or object.", reason: RpcErrorReason.Undecodable);
        }

        if (reader.Read() is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            throw new RpcException(RpcStatus.InvalidArgument, "The method takes no arguments.", reason: RpcErrorReason.Undecodable);
        }
    }
}
