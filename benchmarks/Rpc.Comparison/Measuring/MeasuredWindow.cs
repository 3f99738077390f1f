using System.Diagnostics;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Measuring;

/// <summary>The measured section of a client process, from the word to begin to the result.</summary>
internal readonly struct MeasuredWindow
{
    private readonly Usage _before;
    private readonly long _start;

    private MeasuredWindow(Usage before, long start)
    {
        _before = before;
        _start = start;
    }

    /// <summary>Says that the warm-up is over and blocks until the server's window is open.</summary>
    public static MeasuredWindow Open()
    {
        LineProtocol.AwaitGo();
        return new MeasuredWindow(Usage.Now(), Stopwatch.GetTimestamp());
    }

    public ClientResult Close(params ReadOnlySpan<LatencyHistogram> latencies)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
        Usage used = Usage.Now().Since(_before);
        LatencyHistogram all = new();
        foreach (LatencyHistogram part in latencies)
        {
            all.Add(part);
        }

        return Result(all.Count, elapsed, used, all);
    }

    /// <summary>The result of a stream, whose items have no latency of their own.</summary>
    public ClientResult Close(long items)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
        return Result(items, elapsed, Usage.Now().Since(_before), new LatencyHistogram());
    }

    private static ClientResult Result(long calls, TimeSpan elapsed, Usage used, LatencyHistogram latencies) => new(
        calls,
        elapsed.TotalMicroseconds,
        latencies.PercentileMicroseconds(0.50),
        latencies.PercentileMicroseconds(0.99),
        latencies.PercentileMicroseconds(0.999),
        used.CpuMicroseconds,
        used.AllocatedBytes);
}
