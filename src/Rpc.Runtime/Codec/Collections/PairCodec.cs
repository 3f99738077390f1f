using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>A key and its value, where one of them holds references. In JSON an array of two.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PairCodec<TKey, TKeyCodec, TValue, TValueCodec> : ICodec<KeyValuePair<TKey, TValue>>
    where TKeyCodec : struct, ICodec<TKey>
    where TValueCodec : struct, ICodec<TValue>
{
    /// <inheritdoc/>
    public static int MinimumSize => TKeyCodec.MinimumSize + TValueCodec.MinimumSize;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, KeyValuePair<TKey, TValue> value)
    {
        TKeyCodec.Write(ref writer, value.Key);
        TValueCodec.Write(ref writer, value.Value);
    }

    /// <inheritdoc/>
    public static KeyValuePair<TKey, TValue> Read(ref RpcReader reader)
    {
        TKey key = TKeyCodec.Read(ref reader);
        return new(key, TValueCodec.Read(ref reader));
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, KeyValuePair<TKey, TValue> value)
    {
        writer.BeginArray();
        TKeyCodec.WriteJson(ref writer, value.Key);
        TValueCodec.WriteJson(ref writer, value.Value);
        writer.Output.WriteEndArray();
    }

    /// <inheritdoc/>
    public static KeyValuePair<TKey, TValue> ReadJson(ref RpcJsonReader reader)
    {
        reader.BeginArray();
        reader.Item();
        TKey key = TKeyCodec.ReadJson(ref reader);
        reader.Item();
        TValue value = TValueCodec.ReadJson(ref reader);
        reader.EndArray();
        return new(key, value);
    }
}
