using Rpc.Calls;

namespace Rpc.Connections;

/// <summary>Who reads a connection: at most one thread or loop at a time. Threads that wait for an answer stand in line for it.</summary>
/// <remarks>
/// Invariants, under <c>_lock</c>: <c>_taken</c> is set while somebody reads; a call in <c>_parked</c> belongs to a thread that waits for its answer or
/// for a chance to read, and one of them gets a signal whenever nobody reads. Once a standing reader is wanted it stays wanted: callers never read again.
/// While many threads wait, a reader of their own (shared) has the role; it gives it up when they have become few.
/// </remarks>
internal sealed class ReaderRole(Action startStanding, Action startShared)
{
    /// <summary>Threads that wait beside the reader from which on none of them reads: each would have to wake the next one when its own answer is there.</summary>
    private const int Crowd = 3;

    private readonly Lock _lock = new();
    private readonly List<PendingCall> _parked = [];
    private bool _taken;
    private bool _standing;
    private bool _closed;

    public bool IsStandingWanted => Volatile.Read(ref _standing);

    /// <summary>Whether nobody reads.</summary>
    public bool IsFree => !Volatile.Read(ref _taken);

    /// <summary>Whether a reader of their own still serves the waiting threads better than one of them would.</summary>
    public bool IsShared
    {
        get
        {
            lock (_lock)
            {
                return _parked.Count > 1;
            }
        }
    }

    /// <summary>Makes the thread of <paramref name="call"/> the reader, or parks it.</summary>
    public bool TryTake(PendingCall call)
    {
        lock (_lock)
        {
            if (!_taken && !_standing && !_closed)
            {
                _taken = true;
                _parked.Remove(call);
                return true;
            }

            if (!_parked.Contains(call))
            {
                _parked.Add(call);
            }

            return false;
        }
    }

    /// <summary>Takes the role for a short look when nobody has or wants it.</summary>
    public bool TryTakeBriefly()
    {
        lock (_lock)
        {
            if (_taken || _standing || _closed)
            {
                return false;
            }

            _taken = true;
            return true;
        }
    }

    /// <summary>The reader stops reading; the next one is found.</summary>
    public void GiveUp(bool standing = false)
    {
        lock (_lock)
        {
            _taken = false;
            _standing |= standing;
            Next();
        }
    }

    /// <summary>A thread leaves its wait. If it was woken to read and has its answer instead, the next one is woken.</summary>
    public void Unpark(PendingCall call)
    {
        lock (_lock)
        {
            if (_parked.Remove(call) && !_taken)
            {
                Next();
            }
        }
    }

    /// <summary>From now on somebody reads at all times.</summary>
    public void EnsureStanding()
    {
        if (Volatile.Read(ref _standing))
        {
            return;
        }

        lock (_lock)
        {
            if (!_standing)
            {
                _standing = true;
                if (!_taken)
                {
                    Next();
                }
            }
        }
    }

    /// <summary>Nobody reads any more; everybody who waits looks at what became of its call.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (PendingCall call in _parked)
            {
                call.Waiter?.Signal();
            }
        }
    }

    private void Next()
    {
        if (_closed)
        {
            return;
        }

        if (_standing)
        {
            _taken = true;
            startStanding();
        }
        else if (_parked.Count >= Crowd)
        {
            _taken = true;
            startShared();
        }
        else if (_parked.Count > 0)
        {
            _parked[^1].Waiter?.Signal();
        }
    }
}
