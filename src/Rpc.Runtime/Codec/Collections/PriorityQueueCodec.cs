using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>A priority queue as pairs of element and priority, in no order.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PriorityQueueCodec<TElement, TPriority, TPair> : ICodec<PriorityQueue<TElement, TPriority>?>
    where TPair : struct, ICodec<(TElement, TPriority)>
{
    private const int QueueHeader = 64;

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, PriorityQueue<TElement, TPriority>? value)
    {
        writer.WriteCount(value?.Count ?? -1);
        if (value is not null)
        {
            foreach ((TElement, TPriority) item in value.UnorderedItems)
            {
                TPair.Write(ref writer, item);
            }
        }
    }

    /// <inheritdoc/>
    public static PriorityQueue<TElement, TPriority>? Read(ref RpcReader reader)
    {
        int count = reader.ReadCount(TPair.MinimumSize);
        if (count < 0)
        {
            return null;
        }

        reader.Charge(QueueHeader);
        return new PriorityQueue<TElement, TPriority>(Sequences.Read<(TElement, TPriority), TPair>(ref reader, count));
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, PriorityQueue<TElement, TPriority>? value)
    {
        if (value is null)
        {
            writer.Output.WriteNullValue();
            return;
        }

        Sequences.WriteJson<(TElement, TPriority), TPair>(ref writer, [.. value.UnorderedItems]);
    }

    /// <inheritdoc/>
    public static PriorityQueue<TElement, TPriority>? ReadJson(ref RpcJsonReader reader) =>
        Sequences.ReadJson<(TElement, TPriority), TPair>(ref reader) is { } items ? new PriorityQueue<TElement, TPriority>(items) : null;
}
