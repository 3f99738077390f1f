using System.Net.Sockets;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>Many threads on one connection, each blocked in a call of its own. <see cref="AddOne"/> may be called by up to 1,024 threads.</summary>
internal sealed class BlockingMux
{
    private const int MaxThreads = 1024;

    // One client per process is all a run has.
    [ThreadStatic]
    private static Slot? t_mine;

    private readonly Socket _socket;
    private readonly Slot?[] _slots = new Slot?[MaxThreads];

    private readonly Lock _gate = new();

    // Guarded by _gate: the requests not yet sent (in _filling, up to _filled), and how many threads have called.
    private byte[] _filling = new byte[MaxThreads * AddFrame.RequestSize];
    private byte[] _sending = new byte[MaxThreads * AddFrame.RequestSize];
    private int _filled;
    private int _threads;

    // Guarded by _gate. Whoever sets it sends until nothing is left.
    private bool _flushing;

    public BlockingMux(string endpoint)
    {
        _socket = Sockets.Connect(endpoint);
        new Thread(Read) { IsBackground = true }.Start();
    }

    /// <summary>The n-th call of a thread.</summary>
    public int AddOne(int n)
    {
        Slot mine = t_mine ??= NewSlot();
        bool flush;
        lock (_gate)
        {
            AddFrame.WriteRequest(_filling.AsSpan(_filled), mine.Id, n, 1);
            _filled += AddFrame.RequestSize;
            flush = !_flushing;
            _flushing = true;
        }

        while (flush)
        {
            flush = SendNext();
        }

        return mine.Await();
    }

    private bool SendNext()
    {
        int length;
        lock (_gate)
        {
            (_filling, _sending) = (_sending, _filling);
            (length, _filled) = (_filled, 0);
            _flushing = length > 0;
        }

        if (length > 0)
        {
            _socket.Send(_sending.AsSpan(0, length));
        }

        return length > 0;
    }

    private void Read()
    {
        ReceiveBuffer replies = new();
        while (true)
        {
            // A connection that the server closes ends the process here: the run is void without it, and its callers would wait for ever.
            replies.Added(_socket.Receive(replies.Free.Span));
            int read = 0;
            while (AddFrame.TryReadReply(replies.Filled.Span[read..], out int id, out int sum))
            {
                read += AddFrame.ReplySize;
                _slots[id]!.Complete(sum);
            }

            replies.Read(read);
        }
    }

    private Slot NewSlot()
    {
        lock (_gate)
        {
            Slot slot = new(_threads++);
            _slots[slot.Id] = slot;
            return slot;
        }
    }

    /// <summary>Where a thread waits for the answer to its call.</summary>
    private sealed class Slot(int id)
    {
        private readonly object _gate = new();
        private bool _answered;
        private int _sum;

        public int Id => id;

        public void Complete(int sum)
        {
            lock (_gate)
            {
                _sum = sum;
                _answered = true;
                Monitor.Pulse(_gate);
            }
        }

        public int Await()
        {
            lock (_gate)
            {
                while (!_answered)
                {
                    Monitor.Wait(_gate);
                }

                _answered = false;
                return _sum;
            }
        }
    }
}
