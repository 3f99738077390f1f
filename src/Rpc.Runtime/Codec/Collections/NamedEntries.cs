namespace Rpc.Codec;

/// <summary>
/// The entries of a dictionary with string keys, the most common kind. A codec composed over strings shares its machine code with those over
/// all other classes and finds each inner codec at run time, for each entry; here nothing is left to find but the codec of a value that is a class.
/// </summary>
internal static class NamedEntries
{
    public static void Write<TValue, TValueCodec>(ref RpcWriter writer, Dictionary<string, TValue> entries)
        where TValueCodec : struct, ICodec<TValue>
    {
        writer.WriteCount(entries.Count);
        foreach (KeyValuePair<string, TValue> entry in entries)
        {
            StringCodec.Write(ref writer, entry.Key);
            TValueCodec.Write(ref writer, entry.Value);
        }
    }
}
