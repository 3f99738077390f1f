using System.Buffers;
using System.Buffers.Binary;

namespace Rpc.Benchmarks.ByHand;

/// <summary>One number as a message.</summary>
internal static class NumberByHand
{
    public static void Write(IBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }

    public static int Read(ReadOnlySpan<byte> input) => input.Length == sizeof(int)
        ? BinaryPrimitives.ReadInt32LittleEndian(input)
        : throw new InvalidDataException("A number has four bytes.");
}
