using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Rpc.Codec;

/// <summary>A list.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ListCodec<T, TCodec> : ICodec<List<T>?>
    where TCodec : struct, ICodec<T>
{
    private const int ListHeader = 32;

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, List<T>? value)
    {
        if (value is null)
        {
            writer.WriteCount(-1);
            return;
        }

        Sequences.Write<T, TCodec>(ref writer, CollectionsMarshal.AsSpan(value));
    }

    /// <inheritdoc/>
    public static List<T>? Read(ref RpcReader reader)
    {
        int count = reader.ReadCount(TCodec.MinimumSize);
        if (count < 0)
        {
            return null;
        }

        reader.Charge(ListHeader + Sequences.Cost<T>(count));
        if (TCodec.IsBlittable)
        {
            var block = new List<T>(count);
            CollectionsMarshal.SetCount(block, count);
            Sequences.Fill(ref reader, CollectionsMarshal.AsSpan(block));
            return block;
        }

        var items = new List<T>(Math.Min(count, DecodeBudget.Preallocated));
        for (int i = 0; i < count; i++)
        {
            items.Add(TCodec.Read(ref reader));
        }

        return items;
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, List<T>? value)
    {
        if (value is null)
        {
            writer.Output.WriteNullValue();
            return;
        }

        Sequences.WriteJson<T, TCodec>(ref writer, CollectionsMarshal.AsSpan(value));
    }

    /// <inheritdoc/>
    public static List<T>? ReadJson(ref RpcJsonReader reader) => Sequences.ReadJson<T, TCodec>(ref reader) is { } items ? [.. items] : null;
}
