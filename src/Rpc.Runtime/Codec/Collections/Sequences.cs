using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Rpc.Codec;

/// <summary>Elements one after another behind their number: the part that all collections share.</summary>
internal static class Sequences
{
    private const int ArrayHeader = 24;

    public static void Write<T, TCodec>(ref RpcWriter writer, scoped ReadOnlySpan<T> items)
        where TCodec : struct, ICodec<T>
    {
        if (TCodec.IsBlittable)
        {
            ReadOnlySpan<byte> bytes = Bytes(items);
            ref byte run = ref writer.Reserve(sizeof(int) + bytes.Length);
            Unsafe.WriteUnaligned(ref run, items.Length);
            bytes.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref run, sizeof(int)), bytes.Length));
            return;
        }

        writer.WriteCount(items.Length);
        foreach (T item in items)
        {
            TCodec.Write(ref writer, item);
        }
    }

    /// <summary>Writes the elements without their number.</summary>
    public static void WriteItems<T, TCodec>(ref RpcWriter writer, scoped ReadOnlySpan<T> items)
        where TCodec : struct, ICodec<T>
    {
        if (TCodec.IsBlittable)
        {
            writer.WriteBytes(Bytes(items));
            return;
        }

        foreach (T item in items)
        {
            TCodec.Write(ref writer, item);
        }
    }

    /// <summary>Reads <paramref name="count"/> elements; there are bytes for at least so many.</summary>
    public static T[] Read<T, TCodec>(ref RpcReader reader, int count)
        where TCodec : struct, ICodec<T>
    {
        if (count == 0)
        {
            return [];
        }

        reader.Charge(Cost<T>(count));
        if (TCodec.IsBlittable)
        {
            T[] block = GC.AllocateUninitializedArray<T>(count);
            Fill<T>(ref reader, block);
            return block;
        }

        // Room for the rest is made when it has arrived.
        var items = new T[Math.Min(count, DecodeBudget.Preallocated)];
        for (int i = 0; i < count; i++)
        {
            if (i == items.Length)
            {
                Array.Resize(ref items, (int)Math.Min(count, items.Length * 2L));
            }

            items[i] = TCodec.Read(ref reader);
        }

        return items;
    }

    /// <summary>Copies a block of elements whose bytes are their memory.</summary>
    public static void Fill<T>(ref RpcReader reader, Span<T> items) =>
        reader.TakeBytes(items.Length * Unsafe.SizeOf<T>()).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(items)), items.Length * Unsafe.SizeOf<T>()));

    public static long Cost<T>(int count) => ArrayHeader + ((long)count * Unsafe.SizeOf<T>());

    public static void WriteJson<T, TCodec>(ref RpcJsonWriter writer, scoped ReadOnlySpan<T> items)
        where TCodec : struct, ICodec<T>
    {
        if (typeof(T) == typeof(byte))
        {
            writer.Output.WriteBase64StringValue(Bytes(items));
            return;
        }

        writer.BeginArray();
        foreach (T item in items)
        {
            TCodec.WriteJson(ref writer, item);
        }

        writer.Output.WriteEndArray();
    }

    /// <summary>Reads an array, of bytes also base64; null for null.</summary>
    public static T[]? ReadJson<T, TCodec>(ref RpcJsonReader reader)
        where TCodec : struct, ICodec<T>
    {
        if (reader.ReadNull())
        {
            return null;
        }

        if (typeof(T) == typeof(byte) && reader.NextIs(JsonTokenType.String))
        {
            return (T[])(object)Base64(ref reader);
        }

        var items = new List<T>();
        reader.BeginArray();
        reader.Charge(2 * ArrayHeader);
        while (reader.NextElement())
        {
            // A list that grew, and the array.
            reader.Charge(3L * Unsafe.SizeOf<T>());
            items.Add(TCodec.ReadJson(ref reader));
        }

        return [.. items];
    }

    private static byte[] Base64(ref RpcJsonReader reader)
    {
        reader.Read();
        reader.Charge(ArrayHeader + reader.Input.ValueSpan.Length);
        try
        {
            return reader.Input.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : throw CodecErrors.Undecodable("Bytes in JSON are not base64.");
        }
        catch (InvalidOperationException notText)
        {
            // Escapes that are half a character.
            throw CodecErrors.Undecodable("Bytes in JSON are not base64.", notText);
        }
    }

    private static ReadOnlySpan<byte> Bytes<T>(ReadOnlySpan<T> items)
    {
        long size = (long)items.Length * Unsafe.SizeOf<T>();
        if (size > Array.MaxLength - sizeof(int))
        {
            throw CodecErrors.OverLimit($"A collection of {size} bytes is larger than any message.");
        }

        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(items)), (int)size);
    }
}
