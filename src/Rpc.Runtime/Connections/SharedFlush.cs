using System.Diagnostics;
using Rpc.Calls;

namespace Rpc.Connections;

/// <summary>Which of several threads that block for their answers on one connection sends: the last one that was woken by a batch of answers sends for all.</summary>
/// <remarks>
/// Invariants: <c>_awake</c> is the number of threads that were woken by an answer and have not come back from their wait yet. Bytes are left for them only
/// while it is not zero, and whoever turns it to zero sends; so does the next one when they have waited long, whoever reads before it blocks, and the clock.
/// </remarks>
internal sealed class SharedFlush(OutputQueue output)
{
    /// <summary>How long bytes may wait for a thread that was woken: 100 µs.</summary>
    private static readonly long s_mostTicks = Stopwatch.Frequency / 10_000;

    private int _awake;
    private long _leftSince;

    /// <summary>The reader is about to complete another thread's call.</summary>
    public void Waking(PendingCall call)
    {
        call.IsWoken = true;
        Interlocked.Increment(ref _awake);
    }

    /// <summary>A thread comes back from its wait.</summary>
    public void CameBack(PendingCall call)
    {
        if (call.IsWoken && Interlocked.Decrement(ref _awake) == 0)
        {
            output.FlushBlocking();
        }
    }

    /// <summary>A thread has added its request and is about to sleep until somebody reads the answer.</summary>
    public void BeforeSleep()
    {
        if (Volatile.Read(ref _awake) > 0)
        {
            long now = Stopwatch.GetTimestamp();
            long since = Interlocked.CompareExchange(ref _leftSince, now, 0);
            if (since == 0 || now - since < s_mostTicks)
            {
                // The last one may have come back between the two looks.
                if (Volatile.Read(ref _awake) > 0)
                {
                    return;
                }
            }
        }

        Volatile.Write(ref _leftSince, 0);
        output.FlushBlocking();
    }
}
