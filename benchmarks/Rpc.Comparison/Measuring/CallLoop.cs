using System.Diagnostics;

namespace Rpc.Comparison.Measuring;

/// <summary>One caller: calls, checks the answer, notes how long it took, until the time is up.</summary>
internal static class CallLoop
{
    /// <summary>The timestamp at which callers that begin now have to end.</summary>
    public static long EndAfter(TimeSpan length) => Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);

    public static void Run(Func<int, int, int> call, LatencyHistogram latencies, long end)
    {
        long start = Stopwatch.GetTimestamp();
        for (int x = 0; start < end; x++)
        {
            Check(x, call(x, 1));

            // One reading of the clock ends this call and starts the next: two would add their own cost twice.
            long now = Stopwatch.GetTimestamp();
            latencies.Record(now - start);
            start = now;
        }
    }

    public static async Task RunAsync(Func<int, int, ValueTask<int>> call, LatencyHistogram latencies, long end)
    {
        long start = Stopwatch.GetTimestamp();
        for (int x = 0; start < end; x++)
        {
            Check(x, await call(x, 1));
            long now = Stopwatch.GetTimestamp();
            latencies.Record(now - start);
            start = now;
        }
    }

    private static void Check(int x, int sum)
    {
        if (sum != x + 1)
        {
            throw new InvalidOperationException($"{x} + 1 was answered with {sum}.");
        }
    }
}
