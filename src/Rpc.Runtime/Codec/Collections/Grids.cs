using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rpc.Codec;

/// <summary>Arrays of several dimensions: a member count, the lengths, then all elements behind their number. In JSON arrays in arrays.</summary>
internal static class Grids
{
    public static void Write<T, TCodec>(ref RpcWriter writer, Array? value, int rank)
        where TCodec : struct, ICodec<T>
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        writer.WriteHeader((byte)(rank + 1));
        for (int i = 0; i < rank; i++)
        {
            writer.WriteCount(value.GetLength(i));
        }

        Sequences.Write<T, TCodec>(ref writer, Items<T>(value));
    }

    /// <summary>Reads the elements and fills in the lengths; null for null.</summary>
    public static T[]? Read<T, TCodec>(ref RpcReader reader, scoped Span<int> lengths)
        where TCodec : struct, ICodec<T>
    {
        int members = reader.ReadHeader();
        if (members < 0)
        {
            return null;
        }

        if (members != lengths.Length + 1)
        {
            CodecErrors.ThrowFormat($"An array of {lengths.Length} dimensions has {lengths.Length + 1} members, not {members}.");
        }

        long total = 1;
        long extent = 1;
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = IntegerCodec<int>.Read(ref reader);
            total *= lengths[i];
            extent *= Math.Max(lengths[i], 1);
            if (lengths[i] < 0 || extent > Array.MaxLength)
            {
                CodecErrors.ThrowFormat("A length of an array is out of its range.");
            }
        }

        int count = reader.ReadCount(TCodec.MinimumSize);
        if (count != total)
        {
            CodecErrors.ThrowFormat($"An array of {total} elements comes with {count}.");
        }

        // A billion empty rows take no bytes on the wire and no memory here, and whoever goes over them takes the time: they are counted as if they were elements.
        reader.Charge(Sequences.Cost<T>(count) + (count == 0 ? extent * sizeof(int) : 0));
        return Sequences.Read<T, TCodec>(ref reader, count);
    }

    public static TArray Filled<T, TArray>(TArray made, T[] items)
        where TArray : class
    {
        items.CopyTo(Items<T>((Array)(object)made));
        return made;
    }

    public static void WriteJson<T, TCodec>(ref RpcJsonWriter writer, Array? value, int rank)
        where TCodec : struct, ICodec<T>
    {
        if (value is null)
        {
            writer.Output.WriteNullValue();
            return;
        }

        int place = 0;
        WriteLevel<T, TCodec>(ref writer, value, rank, 0, ref place);
    }

    /// <summary>Reads the elements and fills in the lengths; null for null.</summary>
    public static T[]? ReadJson<T, TCodec>(ref RpcJsonReader reader, scoped Span<int> lengths)
        where TCodec : struct, ICodec<T>
    {
        if (reader.ReadNull())
        {
            return null;
        }

        lengths.Fill(-1);
        var items = new List<T>();
        ReadLevel<T, TCodec>(ref reader, lengths, 0, items);
        foreach (ref int length in lengths)
        {
            length = Math.Max(length, 0);
        }

        return [.. items];
    }

    private static void WriteLevel<T, TCodec>(ref RpcJsonWriter writer, Array value, int rank, int level, ref int place)
        where TCodec : struct, ICodec<T>
    {
        writer.BeginArray();
        for (int i = 0; i < value.GetLength(level); i++)
        {
            if (level + 1 < rank)
            {
                WriteLevel<T, TCodec>(ref writer, value, rank, level + 1, ref place);
            }
            else
            {
                TCodec.WriteJson(ref writer, Items<T>(value)[place++]);
            }
        }

        writer.Output.WriteEndArray();
    }

    private static void ReadLevel<T, TCodec>(ref RpcJsonReader reader, scoped Span<int> lengths, int level, List<T> items)
        where TCodec : struct, ICodec<T>
    {
        int length = 0;
        reader.BeginArray();
        while (reader.NextElement())
        {
            length++;
            if (level + 1 < lengths.Length)
            {
                ReadLevel<T, TCodec>(ref reader, lengths, level + 1, items);
            }
            else
            {
                reader.Charge(2 * Unsafe.SizeOf<T>());
                items.Add(TCodec.ReadJson(ref reader));
            }
        }

        if (lengths[level] >= 0 && lengths[level] != length)
        {
            CodecErrors.ThrowFormat("The rows of an array have different lengths.");
        }

        lengths[level] = length;
    }

    private static Span<T> Items<T>(Array array) => MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
