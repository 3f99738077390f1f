namespace Rpc.Calls;

/// <summary>Where a thread sleeps while it waits for the answer of a sync call: woken by the answer, by being made the reader, or to run a call of its own chain.</summary>
/// <remarks>
/// One per thread. Signals are never lost: one that comes before the wait makes the wait return at once. Wake-ups may be spurious.
/// Invariant, under the lock of <c>_nested</c>: calls leave <c>_nested</c> in the order in which they came; unless it holds one call for a thread that
/// was asleep, somebody watches it (<c>_watched</c>), for its thread may be inside a handler or read another connection.
/// </remarks>
internal sealed class SyncWaiter
{
    [ThreadStatic]
    private static SyncWaiter? s_current;

    private readonly Queue<IncomingCall> _nested = new();
    private volatile bool _signaled;
    private volatile bool _yields;
    private bool _asleep;
    private bool _watched;
    private long _taken;

    /// <summary>This thread's waiter.</summary>
    public static SyncWaiter Current => s_current ??= new SyncWaiter();

    /// <summary>Calls that were taken up so far.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Gives up the core so many times, or until a wait would return at once, and says whether it would. A wait must follow.</summary>
    public bool Yield(int rounds)
    {
        // As good as asleep: a call that is handed over now is taken up by the wait that follows, and nobody need watch it.
        _yields = true;
        for (int i = 0; i < rounds && !_signaled; i++)
        {
            Thread.Yield();
        }

        _yields = false;
        return _signaled;
    }

    /// <summary>Wakes the thread.</summary>
    public void Signal()
    {
        lock (_nested)
        {
            _signaled = true;
            Monitor.Pulse(_nested);
        }
    }

    /// <summary>Gives the thread a call of its own chain to run on its stack. True when somebody must watch that it does.</summary>
    public bool Hand(IncomingCall call)
    {
        lock (_nested)
        {
            bool watch = !_asleep && !_yields && !_watched;
            _watched |= watch;
            _asleep = false;
            _nested.Enqueue(call);
            _signaled = true;
            Monitor.Pulse(_nested);
            return watch;
        }
    }

    /// <summary>Sleeps until signalled, at most <paramref name="milliseconds"/>; gives a call to run, if one was handed over.</summary>
    public IncomingCall? Wait(int milliseconds)
    {
        lock (_nested)
        {
            if (!_signaled)
            {
                _asleep = true;
                Monitor.Wait(_nested, milliseconds);
                _asleep = false;
            }

            IncomingCall? call = Take();
            _signaled = call is not null && _nested.Count > 0;
            return call;
        }
    }

    /// <summary>A call that was handed over and not yet run; asked for before the thread leaves its wait for good.</summary>
    public IncomingCall? TakeNested()
    {
        lock (_nested)
        {
            return Take();
        }
    }

    /// <summary>For the one who watches: takes the next call when none was taken since <paramref name="taken"/>. False when there is nothing left to watch.</summary>
    /// <param name="taken">What <see cref="Taken"/> was at the last look.</param>
    /// <param name="call">The call to run, or null to look again later.</param>
    /// <param name="more">Whether further calls wait, which need somebody else to watch them.</param>
    public bool TryTakeOverdue(ref long taken, out IncomingCall? call, out bool more)
    {
        lock (_nested)
        {
            bool stuck = taken == _taken;
            taken = _taken;
            call = stuck ? Take() : null;
            more = _nested.Count > 0;
            _watched = more;
            return more || call is not null;
        }
    }

    private IncomingCall? Take()
    {
        if (!_nested.TryDequeue(out IncomingCall? call))
        {
            return null;
        }

        _taken++;
        return call;
    }
}
