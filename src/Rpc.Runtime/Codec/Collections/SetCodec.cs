using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Sets. Elements that a peer could make collide are kept apart by a comparer with a secret.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SetCodec<TSet, T, TCodec, TMaker> : ICodec<TSet?>
    where TSet : class, IEnumerable<T>
    where TCodec : struct, ICodec<T>
    where TMaker : struct, ISetMaker<T>
{
    private const int SetHeader = 96;
    private const int EntryHeader = 12;

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, TSet? value) => CollectionCodec<TSet, T, TCodec, ArrayMaker<T>>.Write(ref writer, value);

    /// <inheritdoc/>
    public static TSet? Read(ref RpcReader reader)
    {
        int count = reader.ReadCount(TCodec.MinimumSize);
        if (count < 0)
        {
            return null;
        }

        reader.Charge(SetHeader + ((long)count * EntryHeader));
        IEqualityComparer<T>? comparer = TMaker.IsHashed ? SeededComparer<T, TCodec>.For(count) : null;
        return (TSet)TMaker.Make(Sequences.Read<T, TCodec>(ref reader, count), comparer);
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, TSet? value) => CollectionCodec<TSet, T, TCodec, ArrayMaker<T>>.WriteJson(ref writer, value);

    /// <inheritdoc/>
    public static TSet? ReadJson(ref RpcJsonReader reader)
    {
        if (Sequences.ReadJson<T, TCodec>(ref reader) is not { } items)
        {
            return null;
        }

        reader.Charge(SetHeader + ((long)items.Length * EntryHeader));
        return (TSet)TMaker.Make(items, TMaker.IsHashed ? SeededComparer<T, TCodec>.For(items.Length) : null);
    }
}
