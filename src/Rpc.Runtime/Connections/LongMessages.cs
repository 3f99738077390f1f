using System.Buffers.Binary;
using Rpc.Buffers;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <summary>Messages longer than a chunk that wait to be sent. They take turns, one chunk each, while the peer's reader keeps up. Not thread-safe: its owner has a lock.</summary>
/// <remarks>
/// Invariants: <c>_inFlight</c> counts the bytes of messages that left in chunks and that the peer has not acknowledged, and a chunk leaves only if it
/// stays within <see cref="Window"/> (shapes excepted, see <see cref="WriteWhole"/>); <c>_unsent</c> counts the bytes of the messages in <c>_turns</c> that have not left, and
/// of what waits behind them; <c>_streams</c> holds the messages of <c>_turns</c> that carry items of a stream, so that nothing of the stream overtakes them.
/// </remarks>
internal sealed class LongMessages
{
    /// <summary>Bytes in chunks that may be under way on one connection: what a small frame may find before it.</summary>
    public const int Window = 256 * 1024;

    private readonly Queue<LongMessage> _turns = new();
    private readonly Dictionary<ulong, LongMessage> _streams = [];
    private long _unsent;
    private int _inFlight;

    private sealed class LongMessage(FrameHeader header, PooledBuffer bytes)
    {
        public FrameHeader Header { get; } = header;

        public PooledBuffer Bytes { get; } = bytes;

        /// <summary>Frames of the same stream that were added later.</summary>
        public Queue<LongMessage> Behind { get; init; } = new();

        public int Total => Bytes.Length - FrameHeader.Size;

        public int Sent { get; set; }

        public int Next => Math.Min(FrameHeader.MaxChunk, Total - Sent);
    }

    public int Count => _turns.Count;

    /// <summary>Bytes that have not left.</summary>
    public long Unsent => Volatile.Read(ref _unsent);

    /// <summary>Callers that wait until there is room for long messages.</summary>
    public List<TaskCompletionSource> RoomWaiters { get; } = [];

    /// <summary>Whether a chunk may leave now.</summary>
    public bool HasChunk => _turns.TryPeek(out LongMessage? first) && _inFlight + first.Next <= Window;

    /// <summary>Takes over a message that starts with room for its header.</summary>
    public void Add(in FrameHeader header, PooledBuffer message)
    {
        if (TryAddBehind(header, message))
        {
            return;
        }

        Start(new LongMessage(header, message));
        _unsent += message.Length;
    }

    /// <summary>Takes over a frame of a stream whose earlier items are still here, so that it does not overtake them.</summary>
    public bool TryAddBehind(in FrameHeader header, PooledBuffer message)
    {
        if (_streams.Count == 0 || header.Type is not (FrameType.StreamItems or FrameType.StreamEnd or FrameType.Error) || !_streams.TryGetValue(header.Id, out LongMessage? items))
        {
            return false;
        }

        items.Behind.Enqueue(new LongMessage(header, message));
        _unsent += message.Length;
        return true;
    }

    /// <summary>Sends no more of a message.</summary>
    public void Abort(FrameType type, ulong id)
    {
        for (int i = _turns.Count; i > 0; i--)
        {
            LongMessage message = _turns.Dequeue();
            if (message.Header.Type == type && message.Header.Id == id)
            {
                _unsent -= message.Bytes.Length - message.Sent;
                message.Bytes.Dispose();
            }
            else
            {
                _turns.Enqueue(message);
            }
        }
    }

    /// <summary>The peer's reader has taken so many bytes of chunks. False when it claims more than were sent.</summary>
    public bool TryAcknowledge(uint bytes)
    {
        if (bytes > _inFlight)
        {
            return false;
        }

        _inFlight -= (int)bytes;
        return true;
    }

    public void Clear()
    {
        while (_turns.TryDequeue(out LongMessage? message))
        {
            message.Bytes.Dispose();
            foreach (LongMessage behind in message.Behind)
            {
                behind.Bytes.Dispose();
            }
        }

        _streams.Clear();
        _unsent = 0;
    }

    /// <summary>Adds the next message's next chunk to a batch, and what waits behind its last one.</summary>
    public void TakeChunk(GrowingBytes batch)
    {
        LongMessage message = _turns.Dequeue();
        int count = message.Next;
        WriteChunk(message, batch);
        _inFlight += count;
        _unsent -= count;
        if (message.Sent < message.Total)
        {
            _turns.Enqueue(message);
        }
        else
        {
            // Its header's bytes counted like those of any message.
            _unsent -= FrameHeader.Size;
            message.Bytes.Dispose();
            TakeBehind(message, batch);
        }
    }

    /// <summary>
    /// Writes all chunks of a message at once. For shapes: the requests behind them cannot be read without them, so they keep their place like a whole frame.
    /// They count as under way and wait for nobody; the peer takes a few megabytes of them for the life of a connection.
    /// </summary>
    public void WriteWhole(in FrameHeader header, PooledBuffer bytes, GrowingBytes output)
    {
        var message = new LongMessage(header, bytes);
        _inFlight += message.Total;
        while (message.Sent < message.Total)
        {
            WriteChunk(message, output);
        }
    }

    private static void WriteChunk(LongMessage message, GrowingBytes output)
    {
        int count = message.Next;
        bool first = message.Sent == 0;
        FrameHeader header = first
            ? message.Header with { Length = count + 4, Flags = message.Header.Flags | FrameFlags.Chunked }
            : new FrameHeader(count, FrameType.Chunk, MessageAssembler.IsAnswer(message.Header.Type) ? FrameFlags.Answer : FrameFlags.None, message.Header.Id);
        Span<byte> frame = output.Take(FrameHeader.Size + header.Length);
        header.Write(frame);
        Span<byte> body = frame[FrameHeader.Size..];
        if (first)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(body, (uint)message.Total);
            body = body[4..];
        }

        message.Bytes.Written.Slice(FrameHeader.Size + message.Sent, count).CopyTo(body);
        message.Sent += count;
    }

    private void Start(LongMessage message)
    {
        _turns.Enqueue(message);
        if (message.Header.Type == FrameType.StreamItems)
        {
            _streams[message.Header.Id] = message;
        }
    }

    /// <summary>The message has left: what follows it in its stream leaves too, up to the next long one.</summary>
    private void TakeBehind(LongMessage message, GrowingBytes batch)
    {
        if (message.Header.Type != FrameType.StreamItems)
        {
            return;
        }

        _streams.Remove(message.Header.Id);
        while (message.Behind.TryDequeue(out LongMessage? next))
        {
            if (next.Total > FrameHeader.MaxChunk)
            {
                Start(new LongMessage(next.Header, next.Bytes) { Behind = message.Behind });
                return;
            }

            next.Header.Write(next.Bytes.Written);
            batch.Append(next.Bytes.Written);
            _unsent -= next.Bytes.Length;
            next.Bytes.Dispose();
        }
    }
}
