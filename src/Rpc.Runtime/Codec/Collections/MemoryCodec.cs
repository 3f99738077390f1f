using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Memory as an array; a default one as an empty array.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MemoryCodec<T, TCodec> : ICodec<Memory<T>>
    where TCodec : struct, ICodec<T>
{
    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, Memory<T> value) => Sequences.Write<T, TCodec>(ref writer, value.Span);

    /// <inheritdoc/>
    public static Memory<T> Read(ref RpcReader reader) => ArrayCodec<T, TCodec>.Read(ref reader);

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, Memory<T> value) => Sequences.WriteJson<T, TCodec>(ref writer, value.Span);

    /// <inheritdoc/>
    public static Memory<T> ReadJson(ref RpcJsonReader reader) => Sequences.ReadJson<T, TCodec>(ref reader);
}
