using Rpc.Connections;

namespace Rpc.Protocol.Tests;

/// <summary>A peer's reader that takes what was sent and acknowledges its chunks.</summary>
internal sealed class Acknowledger(OutputQueue queue, FakeTransport transport)
{
    private long _acknowledged;

    /// <summary>Bytes of messages that a transport was given in chunks, half a frame at the end not counted.</summary>
    public static long ChunkBytes(FakeTransport transport)
    {
        long bytes = 0;
        byte[] sent = transport.Sent;
        for (int at = 0; at + FrameHeader.Size <= sent.Length;)
        {
            FrameHeader header = FrameHeader.Read(sent.AsSpan(at));
            at += FrameHeader.Size + header.Length;
            if (at <= sent.Length)
            {
                bytes += header.Type == FrameType.Chunk ? header.Length : (header.Flags & FrameFlags.Chunked) != 0 ? header.Length - 4 : 0;
            }
        }

        return bytes;
    }

    /// <summary>Acknowledges what came since the last time, and lets the queue go on. False when the queue says it was too much.</summary>
    public bool Acknowledge()
    {
        long bytes = ChunkBytes(transport) - _acknowledged;
        _acknowledged += bytes;
        if (bytes == 0)
        {
            return true;
        }

        bool right = queue.TryAcknowledge((uint)bytes);
        queue.FlushSoon();
        return right;
    }
}
