using System.Buffers.Binary;
using Rpc.Calls;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <summary>Puts messages together that arrive in chunks. The connection's reader adds to them; the clock takes out those that make no progress.</summary>
/// <remarks>
/// Memory grows with what has arrived, to four times that at most, never with what was announced; everything incomplete counts as unfinished work.
/// Invariants, under <c>_lock</c>: a message in <c>_partials</c> is not complete, was not refused, and has all that arrived of it counted; <c>_requests</c> is the number of those that
/// are no answers; after <see cref="Close"/> there are none. Chunks of a message that is not there are passed over: it was refused, cancelled or dropped.
/// </remarks>
internal sealed class MessageAssembler(RpcLimits limits, UnfinishedWork work)
{
    private readonly Lock _lock = new();

    /// <summary>Null until the first message in chunks: many connections never see one.</summary>
    private Dictionary<(bool Answer, ulong Id), Partial>? _partials;

    /// <summary>The message into whose memory the reader receives at this moment; its memory is the reader's, even when it has been dropped.</summary>
    private Partial? _open;
    private int _requests;
    private bool _closed;

    private sealed class Partial(FrameHeader first, GrowingMessage bytes)
    {
        public FrameHeader First => first;

        public GrowingMessage Bytes => bytes;

        public long LastProgress { get; set; }

        /// <summary>Bytes that are counted as unfinished work: what has arrived, and the chunk that is open.</summary>
        public int Counted { get; set; }
    }

    /// <summary>Messages that are no answers and not complete.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Whether any message is not complete. A hint: others may drop the last one at any moment.</summary>
    public bool IsBusy => _partials is { Count: > 0 };

    /// <summary>Takes the first part of a message. Gives the reason when the message is refused.</summary>
    public RpcException? Begin(in FrameHeader header, ReadOnlySpan<byte> body)
    {
        if (body.Length < 4)
        {
            throw new ProtocolException(ProtocolFault.BadChunk, "a chunked message without its length");
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(body);
        body = body[4..];
        (bool Answer, ulong) key = (IsAnswer(header.Type), header.Id);
        lock (_lock)
        {
            if (length <= body.Length || _partials?.ContainsKey(key) == true)
            {
                throw new ProtocolException(ProtocolFault.BadChunk, "a chunked message that is whole already, or began twice");
            }

            CheckLength(body.Length, length);
            if (length > (uint)limits.MaxMessageBytes)
            {
                return RemoteErrors.OverLimit($"The message has {length} bytes", nameof(RpcLimits.MaxMessageBytes), limits.MaxMessageBytes);
            }

            if (_closed)
            {
                return null;
            }

            var partial = new Partial(header, new GrowingMessage((int)length));
            RpcException? refusal = TryAppend(partial, body);
            if (refusal is null)
            {
                (_partials ??= []).Add(key, partial);
                _requests += key.Answer ? 0 : 1;
            }
            else
            {
                partial.Bytes.Dispose();
            }

            return refusal;
        }
    }

    /// <summary>Takes a further part. True when that completes or refuses the message: it is the caller's to dispose, or null with the reason.</summary>
    public bool TryContinue(in FrameHeader header, ReadOnlySpan<byte> body, out FrameHeader first, out KeptBytes? message, out RpcException? refusal)
    {
        (bool, ulong) key = KeyOf(header);
        first = default;
        message = null;
        refusal = null;
        lock (_lock)
        {
            if (_partials is null || !_partials.TryGetValue(key, out Partial? partial))
            {
                return false;
            }

            CheckLength(body.Length, partial.Bytes.Length - partial.Bytes.Arrived);
            refusal = TryAppend(partial, body);
            if (refusal is null)
            {
                return TryComplete(key, partial, out first, out message);
            }

            first = Whole(partial);
            Remove(key);
            Drop(partial);
            return true;
        }
    }

    /// <summary>Takes what has arrived of a further part, and gives the memory into which its rest is to be received, to be followed by <see cref="TryClose"/>. Empty when it is to be taken as a whole.</summary>
    public Memory<byte> Open(in FrameHeader header, ReadOnlySpan<byte> begun)
    {
        lock (_lock)
        {
            if (_partials is null || !_partials.TryGetValue(KeyOf(header), out Partial? partial)
                || header.Length > partial.Bytes.Length - partial.Bytes.Arrived || work.TryTake(header.Length) is not null)
            {
                return default;
            }

            partial.Counted += header.Length;
            partial.LastProgress = Environment.TickCount64;
            _open = partial;
            return partial.Bytes.Open(begun, header.Length - begun.Length);
        }
    }

    /// <summary>The last <paramref name="rest"/> bytes of an open part have been received. True when that completes the message.</summary>
    public bool TryClose(in FrameHeader header, int rest, out FrameHeader first, out KeptBytes? message)
    {
        lock (_lock)
        {
            Partial partial = _open!;
            _open = null;
            if (_partials!.GetValueOrDefault(KeyOf(header)) != partial)
            {
                // It was dropped meanwhile.
                partial.Bytes.Dispose();
                first = default;
                message = null;
                return false;
            }

            partial.Bytes.Close(rest);
            partial.LastProgress = Environment.TickCount64;
            return TryComplete(KeyOf(header), partial, out first, out message);
        }
    }

    /// <summary>Forgets an incomplete message.</summary>
    public bool Discard(bool answer, ulong id)
    {
        lock (_lock)
        {
            if (_partials is null || !_partials.TryGetValue((answer, id), out Partial? partial))
            {
                return false;
            }

            Remove((answer, id));
            Drop(partial);
            return true;
        }
    }

    /// <summary>Forgets the messages of which nothing has come for too long, and gives their headers; null when nothing is incomplete.</summary>
    public List<FrameHeader>? DropStalled(long now)
    {
        lock (_lock)
        {
            return _partials is { Count: > 0 } partials ? DropStalled(partials, now) : null;
        }
    }

    /// <summary>Forgets everything, now and later.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            if (_partials is not null)
            {
                DropAll(_partials);
            }

            _requests = 0;
        }
    }

    public static bool IsAnswer(FrameType type) => type is FrameType.Reply or FrameType.Error or FrameType.StreamItems or FrameType.Bound;

    private static (bool Answer, ulong Id) KeyOf(in FrameHeader chunk) => ((chunk.Flags & FrameFlags.Answer) != 0, chunk.Id);

    private static FrameHeader Whole(Partial partial) => partial.First with { Flags = partial.First.Flags & ~FrameFlags.Chunked, Length = partial.Bytes.Length };

    private static void CheckLength(int length, long missing)
    {
        if (length == 0 || length > missing)
        {
            throw new ProtocolException(ProtocolFault.BadChunk, $"a chunk of {length} bytes where {missing} are missing");
        }
    }

    private bool TryComplete((bool, ulong) key, Partial partial, out FrameHeader first, out KeptBytes? message)
    {
        bool complete = partial.Bytes.Arrived == partial.Bytes.Length;
        first = complete ? Whole(partial) : default;
        message = complete ? new KeptBytes(work, partial.Bytes.Length, partial.Bytes) : null;
        if (complete)
        {
            Remove(key);
        }

        return complete;
    }

    private List<FrameHeader> DropStalled(Dictionary<(bool Answer, ulong Id), Partial> partials, long now)
    {
        var dropped = new List<FrameHeader>();
        foreach (((bool Answer, ulong Id) key, Partial partial) in partials)
        {
            if (now - partial.LastProgress > limits.IncompleteTimeout.TotalMilliseconds)
            {
                dropped.Add(partial.First);
                Remove(key);
                Drop(partial);
            }
        }

        return dropped;
    }

    private void DropAll(Dictionary<(bool Answer, ulong Id), Partial> partials)
    {
        foreach (Partial partial in partials.Values)
        {
            Drop(partial);
        }

        partials.Clear();
    }

    private void Remove((bool Answer, ulong Id) key)
    {
        _partials!.Remove(key);
        _requests -= key.Answer ? 0 : 1;
    }

    private void Drop(Partial partial)
    {
        work.GiveBack(partial.Counted);
        if (partial != _open)
        {
            partial.Bytes.Dispose();
        }
    }

    private RpcException? TryAppend(Partial partial, ReadOnlySpan<byte> body)
    {
        if (work.TryTake(body.Length) is { } refusal)
        {
            return refusal;
        }

        partial.Counted += body.Length;
        partial.Bytes.Append(body);
        partial.LastProgress = Environment.TickCount64;
        return null;
    }
}
