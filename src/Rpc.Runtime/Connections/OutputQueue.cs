using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Protocol;
using Rpc.Transports;

namespace Rpc.Connections;

/// <summary>Bytes on their way out. Writers leave their frames here; whoever finds nobody sending sends for all.</summary>
/// <remarks>
/// Invariants, under <c>_lock</c>: <c>_flushing</c> is set while exactly one flusher runs, and only the flusher touches the transport,
/// <c>_batch</c> and <c>_sent</c> (bytes of it that are gone); <c>_unsent</c> counts the bytes of <c>_waiting</c> and <c>_batch</c>; a frame is in <c>_waiting</c> whole, a message longer
/// than a chunk is in <c>_long</c> and leaves it one chunk a batch while the peer acknowledges chunks, so that small frames wait for one chunk here and for
/// <see cref="LongMessages.Window"/> bytes on their way; a flush ends when only chunks are left that must wait, and the acknowledgement begins a new one;
/// <c>_free</c> counts the answers that cost their asker nothing and wait for the batch under way.
/// No lock is held while bytes are sent.
/// </remarks>
internal sealed partial class OutputQueue(TransportConnection transport, RpcLimits limits, Action<string> failed)
{
    /// <summary>Batches that a blocking caller sends for everybody before it leaves the rest to another thread.</summary>
    private const int BatchesOfOneCaller = 32;

    /// <summary>How long such a caller sends to a peer that takes its bytes slowly.</summary>
    private const int CallerMilliseconds = 20;

    private readonly TransportConnection _transport = transport;
    private readonly Lock _lock = new();
    private readonly LongMessages _long = new();
    private readonly List<TaskCompletionSource> _roomWaiters = [];
    private GrowingBytes _waiting = new();
    private GrowingBytes _batch = new();
    private long _unsent;
    private int _sent;
    private int _free;
    private long _lastProgress = Environment.TickCount64;
    private bool _flushing;
    private int _queued;
    private bool _closed;

    /// <summary>Bytes that were added and not yet handed to the operating system.</summary>
    public long Unsent => Volatile.Read(ref _unsent) + _long.Unsent;

    /// <summary>Whether messages in chunks are on their way, which what is added now would overtake.</summary>
    public bool HasLong
    {
        get
        {
            lock (_lock)
            {
                return _long.Count > 0;
            }
        }
    }

    /// <summary>Answers that cost their asker nothing, as pongs and refusals do, and that wait because the peer does not read what went before.</summary>
    public int FreeAnswers => Volatile.Read(ref _free);

    /// <summary>Whether there is output of which the operating system has taken nothing, or the peer acknowledged nothing, for so long.</summary>
    public bool IsStalled(long now, TimeSpan limit)
    {
        lock (_lock)
        {
            return (_flushing || _long.Count > 0) && now - Volatile.Read(ref _lastProgress) > limit.TotalMilliseconds;
        }
    }

    /// <summary>Counts an answer that costs its asker nothing.</summary>
    public void CountFree() => Interlocked.Increment(ref _free);

    /// <summary>Takes over a message that starts with room for its header. Nothing is sent before a flush.</summary>
    public void Add(FrameType type, FrameFlags flags, ulong id, PooledBuffer message)
    {
        int length = message.Length - FrameHeader.Size;
        var header = new FrameHeader(length, type, flags, id);
        lock (_lock)
        {
            if (!_closed)
            {
                if (length > FrameHeader.MaxChunk && type != FrameType.Shapes)
                {
                    // Only from here on can the peer be slow to acknowledge.
                    _lastProgress = _flushing || _long.Count > 0 ? _lastProgress : Environment.TickCount64;
                    _long.Add(header, message);
                    return;
                }

                if (_long.TryAddBehind(header, message))
                {
                    return;
                }

                int before = _waiting.Length;
                if (length > FrameHeader.MaxChunk)
                {
                    _long.WriteWhole(header, message, _waiting);
                }
                else
                {
                    header.Write(message.Written);
                    _waiting.Append(message.Written);
                }

                _unsent += _waiting.Length - before;
            }
        }

        message.Dispose();
    }

    /// <summary>Takes over a short one-way request and gives it its id in the same step, so that no frame with a higher id leaves before it. False when nothing is sent any more; the message stays the caller's then.</summary>
    public bool TryAddPosted(PendingCallTable ids, PooledBuffer message, out ulong id)
    {
        lock (_lock)
        {
            if (_closed)
            {
                id = 0;
                return false;
            }

            id = ids.NextId();
            new FrameHeader(message.Length - FrameHeader.Size, FrameType.Request, FrameFlags.OneWay, id).Write(message.Written);
            _waiting.Append(message.Written);
            _unsent += message.Length;
        }

        message.Dispose();
        return true;
    }

    /// <summary>Adds a frame with a body of at most eight bytes.</summary>
    public void AddControl(FrameType type, ulong id, ReadOnlySpan<byte> body)
    {
        Span<byte> frame = stackalloc byte[FrameHeader.Size + 8];
        new FrameHeader(body.Length, type, FrameFlags.None, id).Write(frame);
        body.CopyTo(frame[FrameHeader.Size..]);
        lock (_lock)
        {
            if (!_closed)
            {
                _unsent += FrameHeader.Size + body.Length;
                _waiting.Append(frame[..(FrameHeader.Size + body.Length)]);
            }
        }
    }

    /// <summary>Stops sending a long request whose caller gave up.</summary>
    public void AbortLong(FrameType type, ulong id)
    {
        lock (_lock)
        {
            _long.Abort(type, id);
            WakeRoomWaiters();
        }
    }

    /// <summary>The peer's reader has taken bytes of chunks; more may leave with the next flush. False when it claims more than were sent.</summary>
    public bool TryAcknowledge(uint bytes)
    {
        lock (_lock)
        {
            _lastProgress = Environment.TickCount64;
            return _long.TryAcknowledge(bytes) || _closed;
        }
    }

    /// <summary>For a thread that may block a little: sends what is there on it, and leaves to another thread what a slow peer does not take, or others add meanwhile.</summary>
    public void FlushBlocking()
    {
        if (!_transport.CanBlock)
        {
            FlushSoon();
        }
        else if (TryBeginFlush())
        {
            Guard(static queue => queue.SendFor(CallerMilliseconds));
        }
    }

    /// <summary>For a thread that must not wait: sends what goes at once, and leaves the rest to another thread.</summary>
    public void FlushSoon()
    {
        if (!TryBeginFlush())
        {
            return;
        }

        if (_transport.CanBlock)
        {
            Guard(static queue => queue.SendFor(milliseconds: 0));
        }
        else
        {
            _ = SendAsync();
        }
    }

    /// <summary>Sends once the pool has a thread, so that others can add to the same batch.</summary>
    public void FlushQueued()
    {
        if (!Volatile.Read(ref _flushing) && Interlocked.Exchange(ref _queued, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static queue =>
                {
                    Volatile.Write(ref queue._queued, 0);
                    queue.FlushSoon();
                },
                this,
                preferLocal: false);
        }
    }

    /// <summary>Drops what was not sent and wakes everybody.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _long.Clear();
            _waiting.Clear();
            _unsent = 0;
            WakeRoomWaiters();
        }
    }

    private bool TryBeginFlush()
    {
        if (Volatile.Read(ref _unsent) == 0 && _long.Unsent == 0)
        {
            return false;
        }

        lock (_lock)
        {
            if (_flushing || _closed || (_unsent == 0 && !_long.HasChunk))
            {
                return false;
            }

            _flushing = true;
            _lastProgress = Environment.TickCount64;
            return true;
        }
    }

    private async Task SendAsync()
    {
        try
        {
            while (TakeBatch())
            {
                // In slices, so that a slow reader can be told from one who does not read.
                for (; _sent < _batch.Length; _lastProgress = Environment.TickCount64)
                {
                    ReadOnlyMemory<byte> slice = _batch.WrittenMemory.Slice(_sent, Math.Min(FrameHeader.MaxChunk, _batch.Length - _sent));
                    await _transport.SendAsync(slice).ConfigureAwait(false);
                    _sent += slice.Length;
                }
            }
        }
        catch (IOException exception)
        {
            failed(exception.Message);
        }
    }

    /// <summary>Sends while the peer takes it, and not much longer than that. The caller's own deadline is of no use here: its call is in the batch of everybody.</summary>
    private void SendFor(int milliseconds)
    {
        long end = Environment.TickCount64 + milliseconds;
        for (int i = 0; TakeBatch(); i++)
        {
            while (_sent < _batch.Length)
            {
                int sent = i < BatchesOfOneCaller ? TrySendBatch() : 0;
                if (_sent < _batch.Length && (sent == 0 || Environment.TickCount64 >= end))
                {
                    ElasticThreads.Run(static queue => ((OutputQueue)queue!).Guard(static q => q.SendTaken()), this);
                    return;
                }
            }
        }
    }

    /// <summary>Sends the rest of a batch that was taken, and all that follows.</summary>
    private void SendTaken()
    {
        do
        {
            SendBatch();
        }
        while (TakeBatch());
    }

    private void SendBatch()
    {
        while (_sent < _batch.Length)
        {
            TrySendBatch();
        }
    }

    private int TrySendBatch()
    {
        int sent = _transport.TrySend(_batch.Written[_sent..]);
        _sent += sent;
        if (sent > 0)
        {
            Volatile.Write(ref _lastProgress, Environment.TickCount64);
        }

        return sent;
    }

    private void Guard(Action<OutputQueue> send)
    {
        try
        {
            send(this);
        }
        catch (IOException exception)
        {
            failed(exception.Message);
        }
    }

    /// <summary>Counts the last batch as sent and takes the next one; with none, the flush is over.</summary>
    private bool TakeBatch()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            _unsent -= _batch.Length;
            _batch.Clear();
            _sent = 0;
            _free = 0;
            _lastProgress = Environment.TickCount64;
            WakeRoomWaiters();
            (_batch, _waiting) = (_waiting, _batch);
            if (_long.HasChunk)
            {
                int before = _batch.Length;
                _long.TakeChunk(_batch);
                _unsent += _batch.Length - before;
            }

            _flushing = _batch.Length > 0;
            return _flushing;
        }
    }
}
