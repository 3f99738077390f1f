using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Read-only memory as an array; a default one as an empty array.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlyMemoryCodec<T, TCodec> : ICodec<ReadOnlyMemory<T>>
    where TCodec : struct, ICodec<T>
{
    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, ReadOnlyMemory<T> value) => Sequences.Write<T, TCodec>(ref writer, value.Span);

    /// <inheritdoc/>
    public static ReadOnlyMemory<T> Read(ref RpcReader reader) => ArrayCodec<T, TCodec>.Read(ref reader);

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, ReadOnlyMemory<T> value) => Sequences.WriteJson<T, TCodec>(ref writer, value.Span);

    /// <inheritdoc/>
    public static ReadOnlyMemory<T> ReadJson(ref RpcJsonReader reader) => Sequences.ReadJson<T, TCodec>(ref reader);
}
