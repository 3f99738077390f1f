namespace Rpc.Calls;

/// <summary>The calls of one connection and direction that have no answer yet, found by id in constant time.</summary>
/// <remarks>
/// Ids rise and are never used twice. A call stands at <c>id &amp; mask</c>; an id whose place is taken by an older call is skipped.
/// Invariants, under the lock: every call in <c>_slots</c> stands at its id's place; <c>_count</c> is their number;
/// after <see cref="Close"/> the table is empty and stays so.
/// </remarks>
internal sealed class PendingCallTable
{
    private readonly Lock _lock = new();
    private PendingCall?[] _slots = new PendingCall?[16];
    private ulong _lastId;
    private int _count;
    private bool _closed;

    /// <summary>Calls without an answer.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The last id that was given.</summary>
    public ulong LastId => Volatile.Read(ref _lastId);

    /// <summary>Whether a call with that id or a lower one has no answer yet.</summary>
    public bool IsAnyUpTo(ulong id)
    {
        lock (_lock)
        {
            return _count > 0 && Array.Exists(_slots, call => call is not null && call.Id <= id);
        }
    }

    /// <summary>Gives the call its id and keeps it. False when the table is closed.</summary>
    public bool TryAdd(PendingCall call)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            if (_count * 2 >= _slots.Length)
            {
                Grow();
            }

            ulong mask = (ulong)_slots.Length - 1;
            do
            {
                _lastId++;
            }
            while (_slots[_lastId & mask] is not null);

            call.Id = _lastId;
            _slots[_lastId & mask] = call;
            _count++;
            return true;
        }
    }

    /// <summary>An id for a call that expects no answer.</summary>
    public ulong NextId()
    {
        lock (_lock)
        {
            return ++_lastId;
        }
    }

    /// <summary>Takes the call out; its taker completes it.</summary>
    public PendingCall? TryTake(ulong id)
    {
        lock (_lock)
        {
            ref PendingCall? slot = ref _slots[id & ((ulong)_slots.Length - 1)];
            PendingCall? call = slot;
            if (call is null || call.Id != id)
            {
                return null;
            }

            slot = null;
            _count--;
            return call;
        }
    }

    /// <summary>Looks the call up and leaves it in.</summary>
    public PendingCall? Find(ulong id)
    {
        lock (_lock)
        {
            PendingCall? call = _slots[id & ((ulong)_slots.Length - 1)];
            return call?.Id == id ? call : null;
        }
    }

    /// <summary>One of the flows of a call that has no answer yet. Under the lock: a call's object may stand for another call once it was taken out.</summary>
    public FlowTarget? FindFlow(ulong id, int place)
    {
        lock (_lock)
        {
            PendingCall? call = _slots[id & ((ulong)_slots.Length - 1)];
            return call?.Id == id ? call.Flows?.Find(place) : null;
        }
    }

    /// <summary>Whether a thread waits in a sync call of that chain.</summary>
    public bool IsAwaited(ulong chain)
    {
        lock (_lock)
        {
            return _count > 0 && Array.Exists(_slots, call => call is { Waiter: not null } && call.Chain == chain);
        }
    }

    /// <summary>Hands a call to the thread that waits in a sync call of the same chain, if one does. Under the lock, so that this thread cannot leave before.</summary>
    /// <param name="nested">The call.</param>
    /// <param name="unwatched">The thread's waiter, when the thread does not sleep and somebody must watch that it takes the call up.</param>
    public bool TryHand(IncomingCall nested, out SyncWaiter? unwatched)
    {
        lock (_lock)
        {
            // Of several, the innermost can run: the one with the highest id.
            PendingCall? innermost = null;
            foreach (PendingCall? call in _slots)
            {
                if (call is { Waiter: not null } && call.Chain == nested.Header.Chain && (innermost is null || call.Id > innermost.Id))
                {
                    innermost = call;
                }
            }

            unwatched = innermost is not null && innermost.Waiter!.Hand(nested) ? innermost.Waiter : null;
            return innermost is not null;
        }
    }

    /// <summary>Takes out every call whose deadline lies before <paramref name="now"/>.</summary>
    public void TakeExpired(long now, List<PendingCall> expired)
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                return;
            }

            for (int i = 0; i < _slots.Length; i++)
            {
                if (_slots[i] is { } call && call.Deadline <= now)
                {
                    _slots[i] = null;
                    _count--;
                    expired.Add(call);
                }
            }
        }
    }

    /// <summary>Takes out everything and refuses more.</summary>
    public List<PendingCall> Close()
    {
        var left = new List<PendingCall>();
        lock (_lock)
        {
            _closed = true;
            foreach (PendingCall? call in _slots)
            {
                if (call is not null)
                {
                    left.Add(call);
                }
            }

            Array.Clear(_slots);
            _count = 0;
        }

        return left;
    }

    private void Grow()
    {
        PendingCall?[] larger = new PendingCall?[_slots.Length * 2];
        ulong mask = (ulong)larger.Length - 1;
        foreach (PendingCall? call in _slots)
        {
            if (call is not null)
            {
                larger[call.Id & mask] = call;
            }
        }

        _slots = larger;
    }
}
