using System.Diagnostics;
using Rpc.Scale.Measuring;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>Callers of one name server, each of whom asks again as soon as it has its answer.</summary>
internal static class NamesLoop
{
    /// <summary>Names at random, for as long as the window is.</summary>
    /// <param name="call">A call about the name of that number; its second argument counts the caller's calls, from 1.</param>
    /// <param name="callers">How many calls are out at once.</param>
    /// <param name="names">Numbers are below this.</param>
    /// <param name="window">How long.</param>
    public static Task<Readings> AnyAsync(Func<int, int, Task> call, int callers, int names, TimeSpan window) => MeasureAsync(callers, async (caller, recorder) =>
    {
        Random random = new(caller);
        long end = CallLoop.EndAfter(window);
        long start = Stopwatch.GetTimestamp();
        int calls = 0;
        while (start < end)
        {
            await call(random.Next(names), ++calls);
            long now = Stopwatch.GetTimestamp();
            recorder.Record(now - start);
            start = now;
        }

        return calls;
    });

    /// <summary>Every name once.</summary>
    /// <param name="call">A call about the name of that number.</param>
    /// <param name="callers">How many calls are out at once.</param>
    /// <param name="names">How many names.</param>
    public static Task<Readings> EachAsync(Func<int, Task> call, int callers, int names)
    {
        int next = -1;
        return MeasureAsync(callers, async (_, recorder) =>
        {
            int calls = 0;
            for (int number; (number = Interlocked.Increment(ref next)) < names; calls++)
            {
                long start = Stopwatch.GetTimestamp();
                await call(number);
                recorder.Record(Stopwatch.GetTimestamp() - start);
            }

            return calls;
        });
    }

    private static async Task<Readings> MeasureAsync(int callers, Func<int, Recorder, Task<int>> caller)
    {
        using Recorder recorder = new();
        long start = Stopwatch.GetTimestamp();
        int[] calls = await Task.WhenAll(Enumerable.Range(0, callers).Select(i => caller(i, recorder)));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);

        // The last answer may have continued us on a connection's reading thread, and what follows blocks.
        await Task.Yield();
        Readings readings = new() { ["rate"] = calls.Sum() / elapsed.TotalSeconds };
        readings.AddLatencies("", recorder.Sum());
        return readings;
    }
}
