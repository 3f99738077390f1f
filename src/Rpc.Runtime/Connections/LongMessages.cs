using System.Buffers.Binary;
using Rpc.Buffers;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <summary>Messages longer than a chunk that wait to be sent. They take turns, one chunk each. Not thread-safe: its owner has a lock.</summary>
internal sealed class LongMessages
{
    private readonly Queue<LongMessage> _messages = new();

    private sealed record LongMessage(FrameHeader Header, PooledBuffer Bytes)
    {
        public int Sent { get; set; }

        public bool Aborted { get; set; }
    }

    public int Count => _messages.Count;

    /// <summary>Takes over a message that starts with room for its header.</summary>
    public void Add(in FrameHeader header, PooledBuffer message) => _messages.Enqueue(new LongMessage(header, message));

    /// <summary>Sends no more of a message; its next turn drops it.</summary>
    public void Abort(FrameType type, ulong id)
    {
        foreach (LongMessage message in _messages)
        {
            message.Aborted |= message.Header.Type == type && message.Header.Id == id;
        }
    }

    public void Clear()
    {
        while (_messages.TryDequeue(out LongMessage? message))
        {
            message.Bytes.Dispose();
        }
    }

    /// <summary>Adds the next message's next chunk to a batch. Gives what that changes in the bytes to be sent: the chunk's own header, or less a dropped rest.</summary>
    public int TakeChunk(GrowingBytes batch)
    {
        LongMessage message = _messages.Dequeue();
        if (message.Aborted)
        {
            int rest = message.Bytes.Length - (message.Sent == 0 ? 0 : FrameHeader.Size + message.Sent);
            message.Bytes.Dispose();
            return -rest;
        }

        int total = message.Bytes.Length - FrameHeader.Size;
        int count = Math.Min(FrameHeader.MaxChunk, total - message.Sent);
        bool first = message.Sent == 0;
        FrameHeader header = first
            ? message.Header with { Length = count + 4, Flags = message.Header.Flags | FrameFlags.Chunked }
            : new FrameHeader(count, FrameType.Chunk, MessageAssembler.IsAnswer(message.Header.Type) ? FrameFlags.Answer : FrameFlags.None, message.Header.Id);
        Span<byte> frame = batch.Take(FrameHeader.Size + header.Length);
        header.Write(frame);
        Span<byte> body = frame[FrameHeader.Size..];
        if (first)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(body, (uint)total);
            body = body[4..];
        }

        message.Bytes.Written.Slice(FrameHeader.Size + message.Sent, count).CopyTo(body);
        message.Sent += count;
        if (message.Sent < total)
        {
            _messages.Enqueue(message);
        }
        else
        {
            message.Bytes.Dispose();
        }

        return first ? 4 : FrameHeader.Size;
    }
}
