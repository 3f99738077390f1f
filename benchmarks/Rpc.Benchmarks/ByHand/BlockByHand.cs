using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rpc.Benchmarks.ByHand;

/// <summary>Arrays of numbers: their length, then their memory.</summary>
internal static class BlockByHand
{
    public static void Write<T>(IBufferWriter<byte> output, T[] value)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(value.AsSpan());
        Span<byte> destination = output.GetSpan(sizeof(int) + bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(destination, value.Length);
        bytes.CopyTo(destination[sizeof(int)..]);
        output.Advance(sizeof(int) + bytes.Length);
    }

    public static T[] Read<T>(ReadOnlySpan<byte> input)
        where T : unmanaged
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(input);
        if (count < 0 || (long)count * Unsafe.SizeOf<T>() != input.Length - sizeof(int))
        {
            throw new InvalidDataException("An array has not its declared length.");
        }

        T[] value = GC.AllocateUninitializedArray<T>(count);
        input[sizeof(int)..].CopyTo(MemoryMarshal.AsBytes(value.AsSpan()));
        return value;
    }
}
