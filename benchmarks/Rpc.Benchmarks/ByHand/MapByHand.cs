using System.Buffers;
using System.Buffers.Binary;

namespace Rpc.Benchmarks.ByHand;

/// <summary>Dictionaries: their number, then keys and values in turn.</summary>
internal static class MapByHand
{
    public static void Write(IBufferWriter<byte> output, Dictionary<string, int> value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), value.Count);
        output.Advance(sizeof(int));
        foreach ((string key, int item) in value)
        {
            Span<byte> destination = output.GetSpan(HandText.Room(key) + sizeof(int));
            int place = HandText.Write(destination, key);
            BinaryPrimitives.WriteInt32LittleEndian(destination[place..], item);
            output.Advance(place + sizeof(int));
        }
    }

    public static Dictionary<string, int> ReadNames(ReadOnlySpan<byte> input)
    {
        int count = Count(ref input, 2 * sizeof(int));
        var value = new Dictionary<string, int>(count);
        for (int i = 0; i < count; i++)
        {
            string key = HandText.Read(ref input);
            value.Add(key, BinaryPrimitives.ReadInt32LittleEndian(input));
            input = input[sizeof(int)..];
        }

        return input.IsEmpty ? value : throw new InvalidDataException("Bytes are left over.");
    }

    /// <summary>A pair of an int and a long is 16 bytes: four of them are padding.</summary>
    public static void Write(IBufferWriter<byte> output, Dictionary<int, long> value)
    {
        int size = sizeof(int) + (value.Count * 16);
        Span<byte> destination = output.GetSpan(size);
        BinaryPrimitives.WriteInt32LittleEndian(destination, value.Count);
        destination = destination[sizeof(int)..];
        foreach ((int key, long item) in value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(destination, (uint)key);
            BinaryPrimitives.WriteInt64LittleEndian(destination[8..], item);
            destination = destination[16..];
        }

        output.Advance(size);
    }

    public static Dictionary<int, long> ReadNumbers(ReadOnlySpan<byte> input)
    {
        int count = Count(ref input, 16);
        var value = new Dictionary<int, long>(count);
        for (int i = 0; i < count; i++)
        {
            value.Add(BinaryPrimitives.ReadInt32LittleEndian(input), BinaryPrimitives.ReadInt64LittleEndian(input[8..]));
            input = input[16..];
        }

        return input.IsEmpty ? value : throw new InvalidDataException("Bytes are left over.");
    }

    private static int Count(ref ReadOnlySpan<byte> input, int least)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(input);
        input = input[sizeof(int)..];
        return count >= 0 && (long)count * least <= input.Length ? count : throw new InvalidDataException("More entries than bytes.");
    }
}
