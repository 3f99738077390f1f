using System.Diagnostics;

namespace Rpc.Calls;

/// <summary>How long a method holds the thread it is entered on, learned from its past calls; decides where the next one runs.</summary>
/// <remarks>
/// Thread-safe; lost updates cost a hop, never an error. A method starts unknown, counts as quick after a few quick returns,
/// and as blocking from the moment the watchdog finds it holding its reader until it was quick many times.
/// </remarks>
internal sealed class HandlerPace
{
    private const int QuickEnough = 3;
    private const int MostScore = 64;

    /// <summary>What a slow return costs. One in many says more about the machine, which took the processor away, than about the method.</summary>
    private const int SlowCost = 16;
    private const int PenaltyForBlocking = -32;

    /// <summary>1 ms.</summary>
    private static readonly long s_precedence = Stopwatch.Frequency / 1_000;

    /// <summary>50 µs: enough for the first instruction of a handler on a thread that runs.</summary>
    private static readonly long s_blockingPrecedence = Stopwatch.Frequency / 20_000;
    private static readonly long s_quickTicks = Stopwatch.Frequency / 5_000;

    private int _score;

    /// <summary>One for each method of a contract.</summary>
    public static HandlerPace[] ForEach(ContractDescriptor contract)
    {
        var paces = new HandlerPace[contract.Methods.Count];
        for (int i = 0; i < paces.Length; i++)
        {
            paces[i] = new HandlerPace();
        }

        return paces;
    }

    /// <summary>The stopwatch's ticks for which a handler of this method holds up the next one, from its entry on, unless it returns or awaits before. Shorter where it is expected to block.</summary>
    public long Precedence => IsBlocking ? s_blockingPrecedence : s_precedence;

    /// <summary>The handler may run on a thread of the shared pool.</summary>
    public bool IsQuick => Volatile.Read(ref _score) >= QuickEnough;

    /// <summary>The handler is expected to block: reading goes on elsewhere before it is entered.</summary>
    public bool IsBlocking => Volatile.Read(ref _score) < 0;

    /// <summary>Learns from a handler that ran <paramref name="stopwatchTicks"/> until it returned or first awaited.</summary>
    public void Ran(long stopwatchTicks)
    {
        int score = Volatile.Read(ref _score);
        if (stopwatchTicks > s_quickTicks)
        {
            if (score > 0)
            {
                Volatile.Write(ref _score, Math.Max(0, score - SlowCost));
            }
        }
        else if (score < MostScore)
        {
            Volatile.Write(ref _score, score + 1);
        }
    }

    /// <summary>The watchdog found the handler holding its reader.</summary>
    public void Blocked() => Volatile.Write(ref _score, PenaltyForBlocking);
}
