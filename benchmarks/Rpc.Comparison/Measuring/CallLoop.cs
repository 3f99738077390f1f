using System.Diagnostics;

namespace Rpc.Comparison.Measuring;

/// <summary>One caller: makes its n-th call, checks the answer, notes how long it took, until the time is up.</summary>
internal static class CallLoop
{
    /// <summary>The timestamp at which callers that begin now have to end.</summary>
    public static long EndAfter(TimeSpan length) => Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);

    public static void Run<T>(Func<int, T> call, Action<int, T> check, LatencyHistogram latencies, long end)
    {
        long start = Stopwatch.GetTimestamp();
        for (int n = 0; start < end; n++)
        {
            check(n, call(n));

            // One reading of the clock ends this call and starts the next: two would add their own cost twice.
            long now = Stopwatch.GetTimestamp();
            latencies.Record(now - start);
            start = now;
        }
    }

    public static async Task RunAsync<T>(Func<int, ValueTask<T>> call, Action<int, T> check, LatencyHistogram latencies, long end)
    {
        long start = Stopwatch.GetTimestamp();
        for (int n = 0; start < end; n++)
        {
            check(n, await call(n));
            long now = Stopwatch.GetTimestamp();
            latencies.Record(now - start);
            start = now;
        }
    }

    /// <summary>
    /// Makes call n when it is due, at <paramref name="rate"/> calls per second, and counts its time from then on: a stall delays
    /// the calls behind it too, and those delays are what their callers would have felt.
    /// </summary>
    public static void RunPaced<T>(Func<int, T> call, Action<int, T> check, LatencyHistogram latencies, long end, int rate)
    {
        double ticksPerCall = (double)Stopwatch.Frequency / rate;
        long start = Stopwatch.GetTimestamp();
        long now = start;
        for (int n = 0; now < end; n++)
        {
            long due = start + (long)(n * ticksPerCall);
            if (due >= end)
            {
                return;
            }

            PreciseWait.Until(due);
            check(n, call(n));
            now = Stopwatch.GetTimestamp();
            latencies.Record(now - due);
        }
    }
}
