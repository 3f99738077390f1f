using System.Buffers;
using System.Buffers.Binary;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.ByHand;

/// <summary>A <see cref="Portfolio"/> as a message: one run for each position.</summary>
internal static class PortfolioByHand
{
    public static void Write(IBufferWriter<byte> output, Portfolio value)
    {
        Span<byte> destination = output.GetSpan(1 + HandText.Room(value.Owner) + sizeof(int));
        destination[0] = 2;
        int place = 1 + HandText.Write(destination[1..], value.Owner);
        BinaryPrimitives.WriteInt32LittleEndian(destination[place..], value.Positions.Count);
        output.Advance(place + sizeof(int));
        foreach (Position position in value.Positions)
        {
            Write(output, position);
        }
    }

    public static Portfolio Read(ReadOnlySpan<byte> input)
    {
        Members(ref input, 2);
        string owner = HandText.Read(ref input);
        int count = BinaryPrimitives.ReadInt32LittleEndian(input);
        input = input[sizeof(int)..];
        if (count < 0 || count > input.Length)
        {
            throw new InvalidDataException("More positions than bytes.");
        }

        var positions = new List<Position>(count);
        for (int i = 0; i < count; i++)
        {
            positions.Add(ReadPosition(ref input));
        }

        return input.IsEmpty ? new Portfolio(owner, positions) : throw new InvalidDataException("Bytes are left over.");
    }

    private static void Write(IBufferWriter<byte> output, Position position)
    {
        Span<byte> destination = output.GetSpan(14 + HandText.Room(position.Symbol) + HandText.Room(position.Price.Currency));
        destination[0] = 3;
        BinaryPrimitives.WriteInt32LittleEndian(destination[1..], position.Id);
        int place = 5 + HandText.Write(destination[5..], position.Symbol);
        destination[place] = 2;
        BinaryPrimitives.WriteDoubleLittleEndian(destination[(place + 1)..], position.Price.Amount);
        place += 9;
        place += HandText.Write(destination[place..], position.Price.Currency);
        output.Advance(place);
    }

    private static Position ReadPosition(ref ReadOnlySpan<byte> input)
    {
        Members(ref input, 3);
        int id = BinaryPrimitives.ReadInt32LittleEndian(input);
        input = input[sizeof(int)..];
        string symbol = HandText.Read(ref input);
        Members(ref input, 2);
        double amount = BinaryPrimitives.ReadDoubleLittleEndian(input);
        input = input[sizeof(double)..];
        return new Position(id, symbol, new Price(amount, HandText.Read(ref input)));
    }

    private static void Members(ref ReadOnlySpan<byte> input, int count)
    {
        if (input[0] != count)
        {
            throw new InvalidDataException("Not the expected object.");
        }

        input = input[1..];
    }
}
