namespace Rpc.Calls;

/// <summary>What all streams of a connection may keep unread beyond the least window of each. Thread-safe.</summary>
/// <remarks>
/// Invariant: <c>_free</c> and the windows that were given out, less the least one of each stream, are the whole together. First windows take no more than one half of it, so that
/// streams which nobody reads leave enough for one that proves to be read.
/// </remarks>
internal sealed class StreamBudget(long whole)
{
    private readonly long _reserve = whole / 2;
    private long _free = whole;
    private int _open;

    /// <summary>Bytes that are not given out.</summary>
    public long Free => Volatile.Read(ref _free);

    /// <summary>Streams that are read now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>A stream begins to be read, or ends.</summary>
    public void CountStream(int change) => Interlocked.Add(ref _open, change);

    /// <summary>Takes as many of the wanted bytes as there are for a stream's first window.</summary>
    public int TakeFirst(int wanted) => TakeAbove(_reserve, wanted);

    /// <summary>Takes as many of the wanted bytes as there are for a stream that is read.</summary>
    public int Take(int wanted) => TakeAbove(0, wanted);

    public void GiveBack(int bytes) => Interlocked.Add(ref _free, bytes);

    private int TakeAbove(long reserve, int wanted)
    {
        while (true)
        {
            long free = Volatile.Read(ref _free);
            int taken = (int)Math.Clamp(free - reserve, 0, wanted);
            if (taken == 0 || Interlocked.CompareExchange(ref _free, free - taken, free) == free)
            {
                return taken;
            }
        }
    }
}
