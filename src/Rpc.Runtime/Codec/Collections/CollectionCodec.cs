using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rpc.Codec;

/// <summary>Collections without keys, other than arrays and lists.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CollectionCodec<TCollection, T, TCodec, TMaker> : ICodec<TCollection?>
    where TCollection : class, IEnumerable<T>
    where TCodec : struct, ICodec<T>
    where TMaker : struct, ICollectionMaker<T>
{
    private const int CollectionHeader = 64;

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, TCollection? value)
    {
        switch (value)
        {
            case null:
                writer.WriteCount(-1);
                break;
            case T[] array:
                Sequences.Write<T, TCodec>(ref writer, new ReadOnlySpan<T>(array));
                break;
            case List<T> list:
                Sequences.Write<T, TCodec>(ref writer, CollectionsMarshal.AsSpan(list));
                break;
            case ICollection<T> collection:
                WriteCollection(ref writer, collection);
                break;
            default:
                Sequences.Write<T, TCodec>(ref writer, Items(value));
                break;
        }
    }

    /// <inheritdoc/>
    public static TCollection? Read(ref RpcReader reader)
    {
        int count = reader.ReadCount(TCodec.MinimumSize);
        if (count < 0)
        {
            return null;
        }

        reader.Charge(CollectionHeader + TMaker.Cost);
        return (TCollection)TMaker.Make(Sequences.Read<T, TCodec>(ref reader, count));
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, TCollection? value)
    {
        if (value is null)
        {
            writer.Output.WriteNullValue();
            return;
        }

        Sequences.WriteJson<T, TCodec>(ref writer, Items(value));
    }

    /// <inheritdoc/>
    public static TCollection? ReadJson(ref RpcJsonReader reader)
    {
        if (Sequences.ReadJson<T, TCodec>(ref reader) is not { } items)
        {
            return null;
        }

        reader.Charge(CollectionHeader + TMaker.Cost);
        return (TCollection)TMaker.Make(items);
    }

    private static void WriteCollection(ref RpcWriter writer, ICollection<T> collection)
    {
        int count = collection.Count;
        T[] rented = ArrayPool<T>.Shared.Rent(count);
        try
        {
            collection.CopyTo(rented, 0);
            Sequences.Write<T, TCodec>(ref writer, new ReadOnlySpan<T>(rented, 0, count));
        }
        finally
        {
            ArrayPool<T>.Shared.Return(rented, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }

    private static T[] Items(TCollection value)
    {
        T[] items = [.. value];
        if (TMaker.IsReversed)
        {
            Array.Reverse(items);
        }

        return items;
    }
}
