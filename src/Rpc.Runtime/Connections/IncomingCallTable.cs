using Rpc.Calls;

namespace Rpc.Connections;

/// <summary>The calls of a peer that can be cancelled: those that left the reading thread before they were answered.</summary>
/// <remarks>
/// Invariants, under <c>_lock</c>: a call that has finished is not in the table and does not enter it again; calls are cancelled there only, because
/// one that has finished may stand for another call at once; <c>_roots</c> is the number of those in the table that no handler of the peer's made.
/// </remarks>
internal sealed class IncomingCallTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, IncomingCall> _calls = [];
    private int _roots;
    private bool _closed;

    public int Count => _calls.Count;

    /// <summary>Those that the limit of running handlers is about: a chain that runs here already takes no further room.</summary>
    public int Roots => Volatile.Read(ref _roots);

    /// <summary>Keeps a call unless it has finished already. Cancels it at once when the connection has ended. False when another call runs under its id: the peer must not do that.</summary>
    public bool TryAdd(IncomingCall call)
    {
        lock (_lock)
        {
            if (call.IsFinished)
            {
                return true;
            }

            if (!_calls.TryAdd(call.Id, call))
            {
                if (_calls[call.Id] != call)
                {
                    return false;
                }
            }
            else if (call.Header.Depth == 0)
            {
                _roots++;
            }

            if (_closed)
            {
                call.Cancel();
            }

            return true;
        }
    }

    public void Finish(IncomingCall call)
    {
        lock (_lock)
        {
            if (_calls.TryGetValue(call.Id, out IncomingCall? kept) && kept == call)
            {
                _calls.Remove(call.Id);
                _roots -= call.Header.Depth == 0 ? 1 : 0;
            }

            // The last thing: the reader, which has no lock, may let the object stand for another call as soon as it sees this.
            call.IsFinished = true;
        }
    }

    /// <summary>Cancels a call that its caller does not wait for any more.</summary>
    /// <returns>Whether one runs under that id and had not been told before.</returns>
    public bool Cancel(ulong id)
    {
        lock (_lock)
        {
            return _calls.GetValueOrDefault(id)?.Cancel() == true;
        }
    }

    public IncomingCall? Find(ulong id)
    {
        lock (_lock)
        {
            return _calls.GetValueOrDefault(id);
        }
    }

    /// <summary>Cancels the handlers whose callers have stopped waiting, and gives the number of those that had not been told before.</summary>
    public int CancelExpired(long now)
    {
        if (Count == 0)
        {
            return 0;
        }

        int told = 0;
        lock (_lock)
        {
            foreach (IncomingCall call in _calls.Values)
            {
                told += call.Deadline <= now && call.Cancel() ? 1 : 0;
            }
        }

        return told;
    }

    /// <summary>Cancels everything, now and later, and gives the number of those that had not been told before.</summary>
    public int Close()
    {
        lock (_lock)
        {
            _closed = true;
            if (_calls.Count == 0)
            {
                return 0;
            }

            int told = 0;
            foreach (IncomingCall call in _calls.Values)
            {
                told += call.Cancel() ? 1 : 0;
            }

            return told;
        }
    }
}
