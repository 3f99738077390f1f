using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>A part of an array as an array of its own; a default one as an empty array.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ArraySegmentCodec<T, TCodec> : ICodec<ArraySegment<T>>
    where TCodec : struct, ICodec<T>
{
    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, ArraySegment<T> value) => Sequences.Write<T, TCodec>(ref writer, value.AsSpan());

    /// <inheritdoc/>
    public static ArraySegment<T> Read(ref RpcReader reader) => ArrayCodec<T, TCodec>.Read(ref reader) is { } items ? new ArraySegment<T>(items) : default;

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, ArraySegment<T> value) => Sequences.WriteJson<T, TCodec>(ref writer, value.AsSpan());

    /// <inheritdoc/>
    public static ArraySegment<T> ReadJson(ref RpcJsonReader reader) => Sequences.ReadJson<T, TCodec>(ref reader) is { } items ? new ArraySegment<T>(items) : default;
}
