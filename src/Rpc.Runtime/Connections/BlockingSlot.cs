namespace Rpc.Connections;

/// <summary>The right to keep a thread blocked for one connection's input. There are few: a busy connection is served fastest by a thread of its own, a thousand are not.</summary>
internal sealed class BlockingSlot
{
    /// <summary>How many there are: four for each core, and four at least.</summary>
    public static readonly int Most = Math.Max(4, Environment.ProcessorCount * 4);

    private static int s_taken;

    private int _held;

    /// <summary>Whether all are taken, so that who needs none gives his up.</summary>
    public static bool AreScarce => Volatile.Read(ref s_taken) >= Most;

    /// <summary>Takes a slot, or says that this one is held already. False when there is none left.</summary>
    public bool TryTake()
    {
        if (Volatile.Read(ref _held) != 0)
        {
            return true;
        }

        if (Interlocked.Increment(ref s_taken) > Most)
        {
            Interlocked.Decrement(ref s_taken);
            return false;
        }

        Volatile.Write(ref _held, 1);
        return true;
    }

    /// <summary>Gives the slot back, if it is held.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _held, 0) != 0)
        {
            Interlocked.Decrement(ref s_taken);
        }
    }
}
