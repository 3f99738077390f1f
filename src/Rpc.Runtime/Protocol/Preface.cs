using System.Buffers.Binary;
using System.Text;

namespace Rpc.Protocol;

/// <summary>The eight bytes that each side sends first: "SRPC", u8 major version, u8 minor version, u16 length of the handshake body.</summary>
internal static class Preface
{
    public const int Size = 8;
    public const int MaxBody = 16 * 1024;
    public const byte Major = 1;
    public const byte Minor = 0;

    private static ReadOnlySpan<byte> Magic => "SRPC"u8;

    public static void Write(Span<byte> destination, int bodyLength)
    {
        Magic.CopyTo(destination);
        destination[4] = Major;
        destination[5] = Minor;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], checked((ushort)bodyLength));
    }

    /// <summary>Checks the preface and gives the length of the body that follows.</summary>
    /// <exception cref="ProtocolException">The peer speaks something else; the message says what, where that can be told.</exception>
    public static int Read(ReadOnlySpan<byte> preface)
    {
        if (!preface[..4].SequenceEqual(Magic))
        {
            throw new ProtocolException(ProtocolFault.OtherProtocol, $"the peer does not speak this protocol: {Recognize(preface[..Size])}");
        }

        if (preface[4] != Major)
        {
            throw new ProtocolException(ProtocolFault.WrongVersion, $"the peer speaks version {preface[4]}.{preface[5]} of the protocol, this side {Major}.{Minor}");
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(preface[6..]);
        return length <= MaxBody ? length : throw new ProtocolException(ProtocolFault.BadHandshake, $"a handshake of {length} bytes where {MaxBody} is the most");
    }

    private static string Recognize(ReadOnlySpan<byte> first)
    {
        if (first[0] == 0x16 && first[1] == 3)
        {
            return "it opens with a TLS handshake, and this port is not TLS";
        }

        if (first[0] == 0x15 && first[1] == 3)
        {
            return "it answers with a TLS alert, so its port is TLS and this side is not: use rpcs://";
        }

        ReadOnlySpan<byte> head = first[..4];
        bool http = head.SequenceEqual("GET "u8) || head.SequenceEqual("POST"u8) || head.SequenceEqual("HEAD"u8)
            || head.SequenceEqual("PUT "u8) || head.SequenceEqual("PRI "u8) || head.SequenceEqual("OPTI"u8) || head.SequenceEqual("HTTP"u8);
        return http ? "it speaks HTTP" : $"its first bytes are {Convert.ToHexStringLower(first)}" + (IsText(first) ? $" (\"{Encoding.ASCII.GetString(first)}\")" : "");
    }

    private static bool IsText(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~');
}
