using Rpc.Buffers;

namespace Rpc.Protocol.Tests;

/// <summary>Bytes of bodies and frames, as a peer would send them.</summary>
internal static class Bytes
{
    /// <summary>What a payload writes.</summary>
    public static byte[] Of(Action<PooledBuffer> write)
    {
        using var output = PooledBuffer.Rent();
        write(output);
        return output.Written.ToArray();
    }

    /// <summary>A whole frame.</summary>
    public static byte[] Frame(FrameType type, FrameFlags flags, ulong id, byte[] body)
    {
        byte[] frame = new byte[FrameHeader.Size + body.Length];
        new FrameHeader(body.Length, type, flags, id).Write(frame);
        body.CopyTo(frame, FrameHeader.Size);
        return frame;
    }

    /// <summary>A request: call header, then arguments.</summary>
    public static byte[] Request(FrameFlags flags, ulong id, CallHeader header, byte[] arguments)
    {
        byte[] body = new byte[CallHeader.Size + arguments.Length];
        header.Write(body);
        arguments.CopyTo(body, CallHeader.Size);
        return Frame(FrameType.Request, flags, id, body);
    }

    public static byte[] UInt32(uint value) => BitConverter.GetBytes(value);

    public static byte[] UInt64(ulong value) => BitConverter.GetBytes(value);

    /// <summary>Bytes of hexadecimal text; spaces, line ends and lines that start with # do not count.</summary>
    public static byte[] FromHex(string text) => Convert.FromHexString(string.Concat(
        text.Split('\n').Where(static line => !line.StartsWith('#')).Select(static line => line.Replace(" ", "", StringComparison.Ordinal).Trim())));
}
