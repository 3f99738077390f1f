using System.Diagnostics;

namespace Rpc.Connections;

/// <summary>Whether what awaits the answers of one connection goes on on the thread that reads them, learned from how long it held that thread.</summary>
/// <remarks>Owned by the connection's reader, but <see cref="Blocked"/>, which anybody may call: a lost update costs a hop, never an error.</remarks>
internal sealed class ContinuationPace
{
    /// <summary>Answers that continue on the pool after the average was too long, and after one blocked.</summary>
    private const int PenaltyForSlow = 256;
    private const int PenaltyForBlocking = 1024;

    /// <summary>The average, over about sixteen answers, from which a thread of their own serves them better than the order of their arrival: 20 µs.</summary>
    private static readonly long s_slowTicks = Stopwatch.Frequency / 50_000;

    private long _averageTimes16;
    private int _penalty;

    /// <summary>Decides for one answer.</summary>
    public bool TakeInline()
    {
        int penalty = Volatile.Read(ref _penalty);
        if (penalty == 0)
        {
            return true;
        }

        Volatile.Write(ref _penalty, penalty - 1);
        return false;
    }

    /// <summary>Learns from a continuation that held the reader. One that was merely interrupted by the system counts no more than five slow ones.</summary>
    public void Ran(long stopwatchTicks)
    {
        _averageTimes16 += Math.Min(stopwatchTicks, 5 * s_slowTicks) - (_averageTimes16 >> 4);
        if (_averageTimes16 > 16 * s_slowTicks)
        {
            _averageTimes16 = 0;
            Volatile.Write(ref _penalty, PenaltyForSlow);
        }
    }

    /// <summary>A continuation waited for something, and the reading was taken from it.</summary>
    public void Blocked() => Volatile.Write(ref _penalty, PenaltyForBlocking);
}
