using System.Buffers;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>A sequence of segments as one array.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlySequenceCodec<T, TCodec> : ICodec<ReadOnlySequence<T>>
    where TCodec : struct, ICodec<T>
{
    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, ReadOnlySequence<T> value)
    {
        if (value.Length > Array.MaxLength)
        {
            throw CodecErrors.OverLimit($"A sequence of {value.Length} elements is larger than any message.");
        }

        writer.WriteCount((int)value.Length);
        foreach (ReadOnlyMemory<T> segment in value)
        {
            Sequences.WriteItems<T, TCodec>(ref writer, segment.Span);
        }
    }

    /// <inheritdoc/>
    public static ReadOnlySequence<T> Read(ref RpcReader reader) => new(ArrayCodec<T, TCodec>.Read(ref reader) ?? []);

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, ReadOnlySequence<T> value) => Sequences.WriteJson<T, TCodec>(ref writer, value.IsSingleSegment ? value.FirstSpan : value.ToArray());

    /// <inheritdoc/>
    public static ReadOnlySequence<T> ReadJson(ref RpcJsonReader reader) => new(Sequences.ReadJson<T, TCodec>(ref reader) ?? []);
}
