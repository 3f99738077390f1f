using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Dictionaries: their number, then keys and values in turn. In JSON an object where keys are strings, else an array of pairs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MapCodec<TMap, TKey, TKeyCodec, TValue, TValueCodec, TPair, TMaker> : ICodec<TMap?>
    where TMap : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
    where TKeyCodec : struct, ICodec<TKey>
    where TValueCodec : struct, ICodec<TValue>
    where TPair : struct, ICodec<KeyValuePair<TKey, TValue>>
    where TMaker : struct, IMapMaker<TKey, TValue>
{
    private const int MapHeader = 128;
    private const int EntryHeader = 16;

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, TMap? value)
    {
        switch (value)
        {
            case null:
                writer.WriteCount(-1);
                break;
            case Dictionary<string, TValue> named:
                NamedEntries.Write<TValue, TValueCodec>(ref writer, named);
                break;
            case Dictionary<TKey, TValue> dictionary:
                writer.WriteCount(dictionary.Count);
                foreach (KeyValuePair<TKey, TValue> entry in dictionary)
                {
                    TPair.Write(ref writer, entry);
                }

                break;
            default:
                Sequences.Write<KeyValuePair<TKey, TValue>, TPair>(ref writer, Entries(value));
                break;
        }
    }

    /// <inheritdoc/>
    public static TMap? Read(ref RpcReader reader)
    {
        int count = reader.ReadCount(TPair.MinimumSize);
        if (count < 0)
        {
            return null;
        }

        reader.Charge(MapHeader + TMaker.Cost + ((long)count * (EntryHeader + Unsafe.SizeOf<KeyValuePair<TKey, TValue>>())));
        IEqualityComparer<TKey>? comparer = SeededComparer<TKey, TKeyCodec>.For(count);
        var entries = new Dictionary<TKey, TValue>(Math.Min(count, DecodeBudget.Preallocated), comparer);
        for (int i = 0; i < count; i++)
        {
            Add(entries, TPair.Read(ref reader));
        }

        return (TMap)TMaker.Make(entries, comparer);
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, TMap? value)
    {
        if (value is null)
        {
            writer.Output.WriteNullValue();
            return;
        }

        if (typeof(TKey) != typeof(string))
        {
            Sequences.WriteJson<KeyValuePair<TKey, TValue>, TPair>(ref writer, Entries(value));
            return;
        }

        writer.BeginObject();
        foreach (KeyValuePair<TKey, TValue> entry in Entries(value))
        {
            string name = (string)(object)entry.Key;
            StringCodec.RefuseHalves(name);
            writer.Output.WritePropertyName(name);
            TValueCodec.WriteJson(ref writer, entry.Value);
        }

        writer.Output.WriteEndObject();
    }

    /// <inheritdoc/>
    public static TMap? ReadJson(ref RpcJsonReader reader)
    {
        if (reader.ReadNull())
        {
            return null;
        }

        reader.Charge(MapHeader + TMaker.Cost);
        var entries = new List<KeyValuePair<TKey, TValue>>();
        if (typeof(TKey) == typeof(string))
        {
            reader.BeginObject();
            while (reader.NextMember(out string name))
            {
                reader.Charge(EntryHeader + (3L * Unsafe.SizeOf<KeyValuePair<TKey, TValue>>()) + (2L * name.Length));
                entries.Add(new((TKey)(object)name, TValueCodec.ReadJson(ref reader)));
            }
        }
        else
        {
            reader.BeginArray();
            while (reader.NextElement())
            {
                reader.Charge(EntryHeader + (3L * Unsafe.SizeOf<KeyValuePair<TKey, TValue>>()));
                entries.Add(TPair.ReadJson(ref reader));
            }
        }

        IEqualityComparer<TKey>? comparer = SeededComparer<TKey, TKeyCodec>.For(entries.Count);
        var map = new Dictionary<TKey, TValue>(comparer);
        foreach (KeyValuePair<TKey, TValue> entry in entries)
        {
            Add(map, entry);
        }

        return (TMap)TMaker.Make(map, comparer);
    }

    private static void Add(Dictionary<TKey, TValue> map, KeyValuePair<TKey, TValue> entry)
    {
        if (entry.Key is null || !map.TryAdd(entry.Key, entry.Value))
        {
            CodecErrors.ThrowFormat("A key of a dictionary is null or stands there twice.");
        }
    }

    // A concurrent dictionary may change between its number and its entries, unless it takes them itself.
    private static KeyValuePair<TKey, TValue>[] Entries(TMap value) => value is ConcurrentDictionary<TKey, TValue> concurrent ? concurrent.ToArray() : [.. value];
}
