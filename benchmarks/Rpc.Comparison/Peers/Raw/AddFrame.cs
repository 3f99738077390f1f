using System.Buffers.Binary;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>
/// The least a call needs: length (of what follows), call id, method, two numbers; and back: length, call id, status, sum.
/// All little-endian <see cref="int"/>s.
/// </summary>
internal static class AddFrame
{
    public const int RequestSize = 20;
    public const int ReplySize = 16;

    private const int AddMethod = 1;

    public static void WriteRequest(Span<byte> target, int id, int x, int y)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target[16..], y);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], x);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], AddMethod);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], id);
        BinaryPrimitives.WriteInt32LittleEndian(target, RequestSize - 4);
    }

    /// <summary>The reply at the start of <paramref name="received"/>; false while it is not all there.</summary>
    public static bool TryReadReply(ReadOnlySpan<byte> received, out int id, out int sum)
    {
        if (!IsWhole(received))
        {
            id = sum = 0;
            return false;
        }

        id = BinaryPrimitives.ReadInt32LittleEndian(received[4..]);
        sum = BinaryPrimitives.ReadInt32LittleEndian(received[12..]);
        return true;
    }

    /// <summary>Answers every whole request of <paramref name="received"/>, one reply behind the other.</summary>
    /// <returns>Bytes read and bytes written.</returns>
    public static (int Read, int Written) AnswerAll(ReadOnlySpan<byte> received, Span<byte> replies)
    {
        int read = 0;
        int written = 0;
        while (IsWhole(received[read..]))
        {
            ReadOnlySpan<byte> request = received.Slice(read, RequestSize);
            Span<byte> reply = replies.Slice(written, ReplySize);
            int sum = BinaryPrimitives.ReadInt32LittleEndian(request[12..]) + BinaryPrimitives.ReadInt32LittleEndian(request[16..]);
            BinaryPrimitives.WriteInt32LittleEndian(reply[12..], sum);
            BinaryPrimitives.WriteInt32LittleEndian(reply[8..], 0);
            request[4..8].CopyTo(reply[4..]);
            BinaryPrimitives.WriteInt32LittleEndian(reply, ReplySize - 4);
            read += RequestSize;
            written += ReplySize;
        }

        return (read, written);
    }

    private static bool IsWhole(ReadOnlySpan<byte> received) =>
        received.Length >= 4 && received.Length - 4 >= BinaryPrimitives.ReadInt32LittleEndian(received);
}
