using Rpc.Calls;

namespace Rpc.Dispatch;

/// <summary>Lets calls to one object in one at a time, in the order in which they came. A chain that is inside may enter again.</summary>
/// <remarks>Invariant, under the lock: <c>_inside</c> is the number of calls inside, all of the chain <c>_chain</c>; a call is in <c>_waiting</c> only while somebody is inside, and whoever leaves last lets the first one in.</remarks>
internal sealed class SerialGate
{
    private readonly Lock _lock = new();
    private readonly Queue<IncomingCall> _waiting = new();
    private ulong _chain;
    private int _inside;

    /// <summary>Lets the call in. False when it has to wait: it is run again when it is let in.</summary>
    public bool TryEnter(IncomingCall call)
    {
        if (TryTake(call))
        {
            return true;
        }

        call.Park();
        lock (_lock)
        {
            if (_inside > 0)
            {
                _waiting.Enqueue(call);
                return false;
            }
        }

        // The last one left meanwhile, or others did and came: as if this call had only come now.
        return TryEnter(call);
    }

    private bool TryTake(IncomingCall call)
    {
        lock (_lock)
        {
            if (_inside > 0 && (!call.IsNested || call.Chain != _chain))
            {
                return false;
            }

            Enter(call);
            return true;
        }
    }

    private void Enter(IncomingCall call)
    {
        _inside++;
        _chain = call.Chain;
        CallExtras extras = call.NeedExtras();
        extras.HasTurn = true;
        extras.AtEnd(Leave);
    }

    private void Leave()
    {
        IncomingCall? next;
        lock (_lock)
        {
            if (--_inside > 0 || !_waiting.TryDequeue(out next))
            {
                return;
            }

            Enter(next);
        }

        next.Resume();
    }
}
