using System.Buffers.Binary;
using System.Text;

namespace Rpc.Benchmarks.ByHand;

/// <summary>Strings inside of hand-written messages: two lengths, then UTF-8.</summary>
internal static class HandText
{
    private const int Lengths = 2 * sizeof(int);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The most bytes that a string takes.</summary>
    public static int Room(string text) => Lengths + (3 * text.Length);

    /// <summary>Writes a string and gives the number of bytes.</summary>
    public static int Write(Span<byte> destination, string text)
    {
        if (text.Length == 0)
        {
            BinaryPrimitives.WriteInt32LittleEndian(destination, 0);
            return sizeof(int);
        }

        int bytes = Utf8.GetBytes(text, destination[Lengths..]);
        BinaryPrimitives.WriteInt32LittleEndian(destination, ~bytes);
        BinaryPrimitives.WriteInt32LittleEndian(destination[sizeof(int)..], text.Length);
        return Lengths + bytes;
    }

    /// <summary>Reads a string and takes it off the source.</summary>
    public static string Read(ref ReadOnlySpan<byte> source)
    {
        int bytes = ~BinaryPrimitives.ReadInt32LittleEndian(source);
        if (bytes == -1)
        {
            source = source[sizeof(int)..];
            return "";
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(source[sizeof(int)..]);
        if (bytes < 0 || bytes > source.Length - Lengths)
        {
            throw new InvalidDataException("A string is longer than what is left.");
        }

        string text = Utf8.GetString(source.Slice(Lengths, bytes));
        if (text.Length != length)
        {
            throw new InvalidDataException("A string has not its declared length.");
        }

        source = source[(Lengths + bytes)..];
        return text;
    }
}
