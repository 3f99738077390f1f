using System.Diagnostics;

namespace Rpc.Scale.Measuring;

/// <summary>One caller: calls, checks the answer, notes how long it took, until the time is up.</summary>
internal static class CallLoop
{
    /// <summary>The timestamp at which callers that begin now have to end.</summary>
    public static long EndAfter(TimeSpan length) => Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);

    /// <returns>The number of calls.</returns>
    public static async Task<long> RunAsync(Func<int, int, ValueTask<int>> call, Recorder recorder, long end)
    {
        // One reading of the clock ends a call and starts the next.
        long start = Stopwatch.GetTimestamp();
        int x = 0;
        for (; start < end; x++)
        {
            Check(x, await call(x, 1));
            long now = Stopwatch.GetTimestamp();
            recorder.Record(now - start);
            start = now;
        }

        return x;
    }

    /// <inheritdoc cref="RunAsync"/>
    public static long Run(Func<int, int, int> call, Recorder recorder, long end)
    {
        long start = Stopwatch.GetTimestamp();
        int x = 0;
        for (; start < end; x++)
        {
            Check(x, call(x, 1));
            long now = Stopwatch.GetTimestamp();
            recorder.Record(now - start);
            start = now;
        }

        return x;
    }

    public static void Check(int x, int sum)
    {
        if (sum != x + 1)
        {
            throw new InvalidOperationException($"{x} + 1 was answered with {sum}.");
        }
    }
}
