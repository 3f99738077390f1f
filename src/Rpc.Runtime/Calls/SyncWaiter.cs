namespace Rpc.Calls;

/// <summary>Where a thread sleeps while it waits for the answer of a sync call: woken by the answer, by being made the reader, or to run a call of its own chain.</summary>
/// <remarks>One per thread. Signals are never lost: one that comes before the wait makes the wait return at once. Wake-ups may be spurious.</remarks>
internal sealed class SyncWaiter
{
    [ThreadStatic]
    private static SyncWaiter? s_current;

    private readonly Queue<IncomingCall> _nested = new();
    private bool _signaled;

    /// <summary>This thread's waiter.</summary>
    public static SyncWaiter Current => s_current ??= new SyncWaiter();

    /// <summary>Wakes the thread.</summary>
    public void Signal()
    {
        lock (_nested)
        {
            _signaled = true;
            Monitor.Pulse(_nested);
        }
    }

    /// <summary>Gives the thread a call of its own chain to run on its stack.</summary>
    public void Hand(IncomingCall call)
    {
        lock (_nested)
        {
            _nested.Enqueue(call);
            _signaled = true;
            Monitor.Pulse(_nested);
        }
    }

    /// <summary>Sleeps until signalled, at most <paramref name="milliseconds"/>; gives a call to run, if one was handed over.</summary>
    public IncomingCall? Wait(int milliseconds)
    {
        lock (_nested)
        {
            if (!_signaled)
            {
                Monitor.Wait(_nested, milliseconds);
            }

            if (_nested.TryDequeue(out IncomingCall? call))
            {
                _signaled = _nested.Count > 0;
                return call;
            }

            _signaled = false;
            return null;
        }
    }

    /// <summary>A call that was handed over and not yet run; asked for before the thread leaves its wait for good.</summary>
    public IncomingCall? TakeNested()
    {
        lock (_nested)
        {
            return _nested.TryDequeue(out IncomingCall? call) ? call : null;
        }
    }
}
