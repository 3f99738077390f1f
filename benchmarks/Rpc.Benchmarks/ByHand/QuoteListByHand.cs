using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.ByHand;

/// <summary>A <see cref="QuoteList"/> as a message.</summary>
internal static class QuoteListByHand
{
    private const int Members = 5;

    public static void Write(IBufferWriter<byte> output, QuoteList value)
    {
        ReadOnlySpan<string> tags = CollectionsMarshal.AsSpan(value.Tags);
        int room = 1 + sizeof(int) + HandText.Room(value.Name) + sizeof(double) + 16 + sizeof(int);
        foreach (string tag in tags)
        {
            room += HandText.Room(tag);
        }

        Span<byte> destination = output.GetSpan(room);
        destination[0] = Members;
        BinaryPrimitives.WriteInt32LittleEndian(destination[1..], value.Id);
        int place = 5;
        place += HandText.Write(destination[place..], value.Name);
        BinaryPrimitives.WriteDoubleLittleEndian(destination[place..], value.Rate);
        BinaryPrimitives.WriteInt64LittleEndian(destination[(place + 8)..], (uint)value.At.TotalOffsetMinutes);
        BinaryPrimitives.WriteInt64LittleEndian(destination[(place + 16)..], value.At.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(destination[(place + 24)..], tags.Length);
        place += 28;
        foreach (string tag in tags)
        {
            place += HandText.Write(destination[place..], tag);
        }

        output.Advance(place);
    }

    public static QuoteList Read(ReadOnlySpan<byte> input)
    {
        if (input[0] != Members)
        {
            throw new InvalidDataException("Not a quote.");
        }

        int id = BinaryPrimitives.ReadInt32LittleEndian(input[1..]);
        input = input[5..];
        string name = HandText.Read(ref input);
        double rate = BinaryPrimitives.ReadDoubleLittleEndian(input);
        var offset = TimeSpan.FromMinutes((long)BinaryPrimitives.ReadInt32LittleEndian(input[8..]));
        DateTimeOffset at = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(input[16..]), TimeSpan.Zero).ToOffset(offset);
        int count = BinaryPrimitives.ReadInt32LittleEndian(input[24..]);
        input = input[28..];
        if (count < 0 || (long)count * sizeof(int) > input.Length)
        {
            throw new InvalidDataException("More tags than bytes.");
        }

        var tags = new List<string>(count);
        for (int i = 0; i < count; i++)
        {
            tags.Add(HandText.Read(ref input));
        }

        return input.IsEmpty
            ? new QuoteList { Id = id, Name = name, Rate = rate, At = at, Tags = tags }
            : throw new InvalidDataException("Bytes are left over.");
    }
}
