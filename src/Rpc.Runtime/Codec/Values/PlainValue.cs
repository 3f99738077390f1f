using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rpc.Codec;

/// <summary>Numbers as whole messages: their memory, so that <see cref="RpcCodec"/> needs neither a codec nor a writer for them.</summary>
internal static class PlainValue
{
    /// <summary>Whether every bit pattern of the size is a value, and the value is its memory. A constant to the just-in-time compiler.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is<T>() => BitConverter.IsLittleEndian
        && (typeof(T) == typeof(int) || typeof(T) == typeof(long) || typeof(T) == typeof(uint) || typeof(T) == typeof(ulong)
            || typeof(T) == typeof(byte) || typeof(T) == typeof(sbyte) || typeof(T) == typeof(short) || typeof(T) == typeof(ushort)
            || typeof(T) == typeof(Int128) || typeof(T) == typeof(UInt128) || typeof(T) == typeof(Guid)
            || typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half));

    /// <summary>Appends the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T>(IBufferWriter<byte> output, in T value)
    {
        Span<byte> destination = output.GetSpan(Unsafe.SizeOf<T>());
        if (destination.Length < Unsafe.SizeOf<T>())
        {
            CodecErrors.ThrowNoRoom();
        }

        Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(destination), value);
        output.Advance(Unsafe.SizeOf<T>());
    }

    /// <summary>Reads the value that is the whole of <paramref name="input"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(ReadOnlySpan<byte> input)
    {
        if (input.Length != Unsafe.SizeOf<T>())
        {
            ThrowSize(input, Unsafe.SizeOf<T>());
        }

        return Unsafe.ReadUnaligned<T>(in MemoryMarshal.GetReference(input));
    }

    // As a reader would refuse it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowSize(ReadOnlySpan<byte> input, int size)
    {
        var reader = new RpcReader(input);
        reader.Take(size);
        reader.End();
    }
}
