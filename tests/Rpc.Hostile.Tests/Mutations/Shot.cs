using Rpc.Protocol;

namespace Rpc.Hostile.Tests;

/// <summary>Bytes to send at once, and what they are.</summary>
/// <param name="Kind">Which mutation made them, for the statistics.</param>
/// <param name="Bytes">The bytes.</param>
internal sealed record Shot(string Kind, byte[] Bytes)
{
    /// <summary>Whether the server has nothing left to wait for after these bytes: it handles them, or refuses them. Otherwise it would take what follows for their rest.</summary>
    public bool IsWhole { get; } = Walk(Bytes, out _);

    /// <summary>Requests in it that reach the object which is bound under number 1.</summary>
    public int Hits { get; } = Walk(Bytes, out int hits) ? hits : 0;

    private static bool Walk(byte[] bytes, out int hits)
    {
        hits = 0;
        for (int at = 0; at < bytes.Length;)
        {
            if (bytes.Length - at < FrameHeader.Size)
            {
                return false;
            }

            FrameHeader header;
            try
            {
                header = FrameHeader.Read(bytes.AsSpan(at));
            }
            catch (ProtocolException)
            {
                return true;
            }

            at += FrameHeader.Size + header.Length;
            if (at > bytes.Length)
            {
                return false;
            }

            hits += IsHit(header, bytes.AsSpan(at - header.Length, header.Length)) ? 1 : 0;
        }

        return true;
    }

    private static bool IsHit(in FrameHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Type != FrameType.Request || (header.Flags & FrameFlags.Chunked) != 0 || body.Length < CallHeader.Size || (body[6] & ~(byte)CallHeaderFlags.All) != 0)
        {
            return false;
        }

        CallHeader call = CallHeader.Read(body);
        return call.Binding == 1 && call.Method < Arguments.MethodCount;
    }
}
