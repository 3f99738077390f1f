using System.Diagnostics;

namespace Rpc.Tasks.Comparison;

/// <summary>Enqueues tasks and fetches their results, and takes the time of it.</summary>
internal static class Rounds
{
    /// <summary>Keeps <paramref name="inFlight"/> tasks out. Gives each task's seconds from enqueue to result, and those of all.</summary>
    public static async Task<(double[] Each, double All)> RunAsync(RpcTasks tasks, int count, int inFlight)
    {
        double[] each = new double[count];
        int next = -1;
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(inFlight, count)).Select(_ => Task.Run(async () =>
        {
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                long enqueued = Stopwatch.GetTimestamp();
                TaskHandle<int> handle = await tasks.EnqueueAsync(CalculatorCalls.Add(i, 1));
                if (await handle.GetResultAsync().WaitAsync(TimeSpan.FromSeconds(60)) != i + 1)
                {
                    throw new InvalidOperationException($"The result of task {handle.Id} is wrong.");
                }

                each[i] = Stopwatch.GetElapsedTime(enqueued).TotalSeconds;
            }
        })));
        return (each, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>Milliseconds below which a part of the times lies.</summary>
    public static double Quantile(double[] sorted, double part) => sorted[Math.Min((int)(sorted.Length * part), sorted.Length - 1)] * 1000;

    /// <summary>The median milliseconds of a full sync of one page in a folder: what a durable step costs here at least.</summary>
    public static double SyncMilliseconds(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "sync"), FileMode.Create);
        double[] times = new double[200];
        byte[] page = new byte[4096];
        for (int i = 0; i < times.Length; i++)
        {
            file.Write(page);
            long began = Stopwatch.GetTimestamp();
            file.Flush(flushToDisk: true);
            times[i] = Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        Array.Sort(times);
        return Quantile(times, 0.5);
    }
}
