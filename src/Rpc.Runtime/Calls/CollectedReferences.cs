namespace Rpc.Calls;

/// <summary>References whose proxies the garbage collector took, until they can be given back.</summary>
/// <remarks>
/// A proxy may be garbage while the request that carries it home, or is called through it, is still on its way, and must not be given back before that was read. So it waits for the calls that
/// were under way when it was collected, or as long as any request takes to be read. Invariant, under the lock: <c>_waiting</c> is in the order in which they were collected.
/// </remarks>
internal sealed class CollectedReferences(CallChannel channel)
{
    private const int LongestMilliseconds = 10_000;

    private readonly Queue<(ulong Reference, ulong LastCall, long At)> _waiting = new();

    public void Add(ulong reference)
    {
        lock (_waiting)
        {
            _waiting.Enqueue((reference, channel.LastCall, Environment.TickCount64));
        }
    }

    /// <summary>The next one that may be given back now.</summary>
    public bool TryTake(long now, out ulong reference)
    {
        lock (_waiting)
        {
            reference = 0;
            if (!_waiting.TryPeek(out (ulong Reference, ulong LastCall, long At) first) || (now - first.At < LongestMilliseconds && channel.IsAnyPendingUpTo(first.LastCall)))
            {
                return false;
            }

            reference = _waiting.Dequeue().Reference;
            return true;
        }
    }

    public void Clear()
    {
        lock (_waiting)
        {
            _waiting.Clear();
        }
    }
}
