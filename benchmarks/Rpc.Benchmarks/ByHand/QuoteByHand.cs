using System.Buffers;
using System.Buffers.Binary;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.ByHand;

/// <summary>A <see cref="Quote"/> as a message: room for the longest form is taken once.</summary>
internal static class QuoteByHand
{
    private const int Members = 5;

    public static void Write(IBufferWriter<byte> output, Quote value)
    {
        int room = 1 + sizeof(int) + HandText.Room(value.Name) + sizeof(double) + sizeof(long) + sizeof(int);
        foreach (string tag in value.Tags)
        {
            room += HandText.Room(tag);
        }

        Span<byte> destination = output.GetSpan(room);
        destination[0] = Members;
        BinaryPrimitives.WriteInt32LittleEndian(destination[1..], value.Id);
        int place = 5;
        place += HandText.Write(destination[place..], value.Name);
        BinaryPrimitives.WriteDoubleLittleEndian(destination[place..], value.Rate);
        BinaryPrimitives.WriteInt64LittleEndian(destination[(place + 8)..], HandTime.Bits(value.At));
        BinaryPrimitives.WriteInt32LittleEndian(destination[(place + 16)..], value.Tags.Length);
        place += 20;
        foreach (string tag in value.Tags)
        {
            place += HandText.Write(destination[place..], tag);
        }

        output.Advance(place);
    }

    public static Quote Read(ReadOnlySpan<byte> input)
    {
        if (input[0] != Members)
        {
            throw new InvalidDataException("Not a quote.");
        }

        int id = BinaryPrimitives.ReadInt32LittleEndian(input[1..]);
        input = input[5..];
        string name = HandText.Read(ref input);
        double rate = BinaryPrimitives.ReadDoubleLittleEndian(input);
        DateTime at = HandTime.Time(BinaryPrimitives.ReadInt64LittleEndian(input[8..]));
        int count = BinaryPrimitives.ReadInt32LittleEndian(input[16..]);
        input = input[20..];
        if (count < 0 || (long)count * sizeof(int) > input.Length)
        {
            throw new InvalidDataException("More tags than bytes.");
        }

        var tags = new string[count];
        for (int i = 0; i < tags.Length; i++)
        {
            tags[i] = HandText.Read(ref input);
        }

        return input.IsEmpty
            ? new Quote { Id = id, Name = name, Rate = rate, At = at, Tags = tags }
            : throw new InvalidDataException("Bytes are left over.");
    }
}
