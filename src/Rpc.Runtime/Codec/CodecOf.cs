using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>The one <see cref="ValueCodec{T}"/> over a codec's static methods.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CodecOf<T, TCodec>
    where TCodec : struct, ICodec<T>
{
    /// <summary>The codec as a value.</summary>
    public static readonly ValueCodec<T> Value = new(
        static (ref RpcWriter writer, T value) => TCodec.Write(ref writer, value),
        static (ref RpcReader reader) => TCodec.Read(ref reader),
        static (ref RpcJsonWriter writer, T value) => TCodec.WriteJson(ref writer, value),
        static (ref RpcJsonReader reader) => TCodec.ReadJson(ref reader));
}
