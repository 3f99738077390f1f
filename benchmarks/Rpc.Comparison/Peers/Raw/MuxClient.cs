using System.Net.Sockets;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>
/// The smallest multiplexer that is fast: many callers on one connection, replies completed inline by the reading loop,
/// requests sent in batches. <see cref="AddAsync"/> may be called by any thread.
/// </summary>
internal sealed class MuxClient
{
    private const int MaxCalls = 1024;

    private readonly Socket _socket;
    private readonly PendingCall[] _calls = new PendingCall[MaxCalls];

    private readonly Lock _gate = new();

    // Guarded by _gate: the calls nobody waits for, and the requests not yet sent (in _filling, up to _filled).
    private readonly Stack<PendingCall> _free = new(MaxCalls);
    private byte[] _filling = NewBatch();
    private byte[] _sending = NewBatch();
    private int _filled;

    // Guarded by _gate. Whoever sets it must call FlushAsync, which clears it when nothing is left to send.
    private bool _flushing;

    public MuxClient(string endpoint)
    {
        _socket = Sockets.Connect(endpoint);
        for (int id = MaxCalls - 1; id >= 0; id--)
        {
            _free.Push(_calls[id] = new PendingCall(id, Free));
        }

        _ = Task.Run(ReadAsync);
    }

    public ValueTask<int> AddAsync(int x, int y)
    {
        ValueTask<int> result;
        bool flush;
        lock (_gate)
        {
            PendingCall call = _free.Pop();
            result = call.Result;
            AddFrame.WriteRequest(_filling.AsSpan(_filled), call.Id, x, y);
            _filled += AddFrame.RequestSize;
            flush = TryTakeFlush();
        }

        if (flush)
        {
            _ = FlushAsync();
        }

        return result;
    }

    /// <summary>The n-th call of a caller.</summary>
    public ValueTask<int> AddOneAsync(int n) => AddAsync(n, 1);

    private async Task FlushAsync()
    {
        while (TrySwap(out int length))
        {
            await _socket.SendAsync(_sending.AsMemory(0, length));
        }
    }

    private async Task ReadAsync()
    {
        ReceiveBuffer replies = new();
        while (await _socket.ReceiveAsync(replies.Free) is var count and > 0)
        {
            replies.Added(count);

            // The callers continue right here and call again. Holding the flush while they do turns all their requests into one send.
            bool flush;
            lock (_gate)
            {
                flush = TryTakeFlush();
            }

            replies.Read(CompleteAll(replies.Filled.Span));
            if (flush)
            {
                _ = FlushAsync();
            }
        }

        // The run is void without its connection, and its callers would wait for ever.
        Environment.Exit(1);
    }

    private int CompleteAll(ReadOnlySpan<byte> received)
    {
        int read = 0;
        while (AddFrame.TryReadReply(received[read..], out int id, out int sum))
        {
            read += AddFrame.ReplySize;
            _calls[id].Complete(sum);
        }

        return read;
    }

    private bool TryTakeFlush()
    {
        bool taken = !_flushing;
        _flushing = true;
        return taken;
    }

    private bool TrySwap(out int length)
    {
        lock (_gate)
        {
            (_filling, _sending) = (_sending, _filling);
            (length, _filled) = (_filled, 0);
            _flushing = length > 0;
            return _flushing;
        }
    }

    private void Free(PendingCall call)
    {
        lock (_gate)
        {
            _free.Push(call);
        }
    }

    private static byte[] NewBatch() => GC.AllocateUninitializedArray<byte>(MaxCalls * AddFrame.RequestSize, pinned: true);
}
