using System.Buffers;

namespace Rpc.Benchmarks.ByHand;

/// <summary>One string as a message.</summary>
internal static class TextByHand
{
    public static void Write(IBufferWriter<byte> output, string value) =>
        output.Advance(HandText.Write(output.GetSpan(HandText.Room(value)), value));

    public static string Read(ReadOnlySpan<byte> input)
    {
        string value = HandText.Read(ref input);
        return input.IsEmpty ? value : throw new InvalidDataException("Bytes are left over.");
    }
}
