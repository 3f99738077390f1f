using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rpc.Codec;

/// <summary>Short ASCII text between UTF-16 and bytes, with a few overlapping loads and stores: most strings are such, and for them the call of a general transcoder is most of the time.</summary>
internal static class AsciiText
{
    /// <summary>Longer text is for the transcoder, whose steps are wider.</summary>
    public const int Longest = 64;

    private const ulong WideBits = 0xFF80_FF80_FF80_FF80;
    private const ulong HighBits = 0x8080_8080_8080_8080;

    /// <summary>Writes one byte for each character. False when one is not ASCII; what was written then means nothing.</summary>
    /// <param name="text">The first of <paramref name="length"/> characters.</param>
    /// <param name="length">Characters, and bytes.</param>
    /// <param name="bytes">Room for as many bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryNarrow(ref readonly char text, int length, ref byte bytes)
    {
        ref ushort source = ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in text));
        if (length >= Vector128<ushort>.Count)
        {
            return TryNarrowVectors(ref source, (nuint)length - (nuint)Vector128<ushort>.Count, ref bytes);
        }

        if (length >= 4)
        {
            ulong head = Unsafe.ReadUnaligned<ulong>(in Unsafe.As<ushort, byte>(ref source));
            ulong tail = Unsafe.ReadUnaligned<ulong>(in Unsafe.As<ushort, byte>(ref Unsafe.Add(ref source, length - 4)));
            Unsafe.WriteUnaligned(ref bytes, Narrow(head));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref bytes, length - 4), Narrow(tail));
            return ((head | tail) & WideBits) == 0;
        }

        int seen = 0;
        for (int i = 0; i < length; i++)
        {
            ushort each = Unsafe.Add(ref source, i);
            seen |= each;
            Unsafe.Add(ref bytes, i) = (byte)each;
        }

        return seen < 0x80;
    }

    /// <summary>Writes one character for each byte. False when one is not ASCII; what was written then means nothing.</summary>
    /// <param name="bytes">The first of <paramref name="length"/> bytes.</param>
    /// <param name="length">Bytes, and characters.</param>
    /// <param name="text">Room for as many characters.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryWiden(ref readonly byte bytes, int length, ref char text)
    {
        ref byte source = ref Unsafe.AsRef(in bytes);
        ref ushort destination = ref Unsafe.As<char, ushort>(ref text);
        if (length >= sizeof(ulong))
        {
            return TryWidenVectors(ref source, (nuint)length - sizeof(ulong), ref destination);
        }

        if (length >= 4)
        {
            uint head = Unsafe.ReadUnaligned<uint>(in source);
            uint tail = Unsafe.ReadUnaligned<uint>(in Unsafe.Add(ref source, length - 4));
            Unsafe.WriteUnaligned(ref Unsafe.As<ushort, byte>(ref destination), Widen(head));
            Unsafe.WriteUnaligned(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref destination, length - 4)), Widen(tail));
            return ((head | tail) & unchecked((uint)HighBits)) == 0;
        }

        int seen = 0;
        for (int i = 0; i < length; i++)
        {
            byte each = Unsafe.Add(ref source, i);
            seen |= each;
            Unsafe.Add(ref destination, i) = each;
        }

        return seen < 0x80;
    }

    // Eight at a time; the last eight overlap those before them.
    private static bool TryNarrowVectors(ref ushort source, nuint last, ref byte bytes)
    {
        Vector128<ushort> vector = Vector128.LoadUnsafe(ref source, last);
        Vector128<ushort> seen = vector;
        Vector128.Narrow(vector, vector).GetLower().StoreUnsafe(ref bytes, last);
        for (nuint i = 0; i < last; i += (nuint)Vector128<ushort>.Count)
        {
            vector = Vector128.LoadUnsafe(ref source, i);
            seen |= vector;
            Vector128.Narrow(vector, vector).GetLower().StoreUnsafe(ref bytes, i);
        }

        return (seen & Vector128.Create(WideBits).AsUInt16()) == Vector128<ushort>.Zero;
    }

    private static bool TryWidenVectors(ref byte source, nuint last, ref ushort destination)
    {
        ulong block = Unsafe.ReadUnaligned<ulong>(in Unsafe.Add(ref source, last));
        ulong seen = block;
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(block).AsByte()).StoreUnsafe(ref destination, last);
        for (nuint i = 0; i < last; i += sizeof(ulong))
        {
            block = Unsafe.ReadUnaligned<ulong>(in Unsafe.Add(ref source, i));
            seen |= block;
            Vector128.WidenLower(Vector128.CreateScalarUnsafe(block).AsByte()).StoreUnsafe(ref destination, i);
        }

        return (seen & HighBits) == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Narrow(ulong four)
    {
        Vector128<ushort> vector = Vector128.CreateScalarUnsafe(four).AsUInt16();
        return Vector128.Narrow(vector, vector).AsUInt32().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Widen(uint four) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(four).AsByte()).AsUInt64().ToScalar();
}
