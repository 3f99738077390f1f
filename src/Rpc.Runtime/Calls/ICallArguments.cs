using System.ComponentModel;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>The arguments of one method as a struct, written by the generator: what a proxy encodes and a dispatcher decodes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICallArguments
{
    /// <summary>Writes every argument in order, nothing before and nothing between them.</summary>
    void Write(ref RpcWriter writer);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    void Read(ref RpcReader reader);

    /// <summary>Writes the arguments as one JSON array in parameter order.</summary>
    void WriteJson(ref RpcJsonWriter writer);

    /// <summary>Reads a JSON array in parameter order or a JSON object by parameter name; absent ones take their default.</summary>
    void ReadJson(ref RpcJsonReader reader);
}
