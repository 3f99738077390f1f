using System.Buffers.Binary;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>The frames of <c>add</c>: a header and two numbers; and back a header and the sum.</summary>
internal static class AddFrame
{
    public const int RequestSize = RawFrame.HeaderSize + 8;
    public const int ReplySize = RawFrame.HeaderSize + 4;

    public static void WriteRequest(Span<byte> target, int id, int x, int y)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target[16..], y);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], x);
        RawFrame.WriteHeader(target, RequestSize, id, RawFrame.Add);
    }

    /// <summary>The reply at the start of <paramref name="received"/>; false while it is not all there.</summary>
    public static bool TryReadReply(ReadOnlySpan<byte> received, out int id, out int sum)
    {
        if (received.Length < ReplySize)
        {
            id = sum = 0;
            return false;
        }

        id = RawFrame.Id(received);
        sum = Sum(received);
        return true;
    }

    public static int Sum(ReadOnlySpan<byte> reply) => BinaryPrimitives.ReadInt32LittleEndian(reply[RawFrame.HeaderSize..]);

    /// <summary>Writes the reply to a whole request.</summary>
    public static void Answer(ReadOnlySpan<byte> request, Span<byte> reply)
    {
        int sum = BinaryPrimitives.ReadInt32LittleEndian(request[12..]) + BinaryPrimitives.ReadInt32LittleEndian(request[16..]);
        BinaryPrimitives.WriteInt32LittleEndian(reply[12..], sum);
        RawFrame.WriteHeader(reply, ReplySize, RawFrame.Id(request), 0);
    }

    /// <summary>Answers every whole request of <paramref name="received"/>, one reply behind the other.</summary>
    /// <returns>Bytes read and bytes written.</returns>
    public static (int Read, int Written) AnswerAll(ReadOnlySpan<byte> received, Span<byte> replies)
    {
        int read = 0;
        int written = 0;
        while (RawFrame.TryRead(received[read..], out int size))
        {
            Answer(received.Slice(read, size), replies[written..]);
            read += size;
            written += ReplySize;
        }

        return (read, written);
    }
}
