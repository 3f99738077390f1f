using System.Diagnostics;
using Rpc.Tasks.Tests.Worker;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Processes;

/// <summary>Finds out how many tasks a backend and three workers do, gives them half as many for a while, and kills a worker every few seconds.</summary>
internal static class HalfLoad
{
    private const int Lanes = 64;
    private const int MostInFlight = 20_000;
    private const int Parts = 6;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(20);

    // The budget for deaths is a poison task's; here it is the killer's fault each time. Results are forgotten soon, so that nothing grows that should not.
    private static readonly EnqueueOptions s_options = new() { Retry = RetryPolicy.None with { MaxWorkerDeaths = 10_000 }, ResultTtl = TimeSpan.FromSeconds(30) };

    public static async Task RunAsync(string name, RpcTasks tasks, Func<Task<ProgramRun>> startAsync, TimeSpan duration)
    {
        ProgramRun[] workers = [await startAsync(), await startAsync(), await startAsync()];
        await MostAsync(tasks, TimeSpan.FromSeconds(2));
        double half = await MostAsync(tasks, TimeSpan.FromSeconds(4)) / 2;

        long enqueued = 0, ended = 0;
        int kills = 0;
        var waiting = new List<Task>();
        long[] done = new long[Parts + 1];
        long[] memory = new long[Parts + 1];
        long began = Stopwatch.GetTimestamp();
        long killed = began;
        for (int part = 0; part < Parts;)
        {
            TimeSpan passed = Stopwatch.GetElapsedTime(began);
            long inFlight = enqueued - Interlocked.Read(ref ended);
            int owed = (int)Math.Min((passed.TotalSeconds * half) - enqueued, MostInFlight - inFlight);
            if (owed > 0)
            {
                int first = (int)enqueued;
                TaskBatch<int> batch = await tasks.EnqueueManyAsync(Enumerable.Range(first, owed).Select(static i => JobCalls.Take(i, 0)), s_options);
                enqueued += owed;
                waiting.Add(EndAsync(batch, first));
            }

            if (Stopwatch.GetElapsedTime(killed) > TimeSpan.FromSeconds(5))
            {
                killed = Stopwatch.GetTimestamp();
                int victim = kills++ % workers.Length;
                workers[victim].Kill();
                workers[victim] = await startAsync();
            }

            if (passed > duration * (part + 1) / Parts)
            {
                part++;
                waiting.RemoveAll(static task => task.IsCompletedSuccessfully);
                done[part] = Interlocked.Read(ref ended);
                memory[part] = GC.GetTotalMemory(forceFullCollection: true);
            }

            await Task.Delay(s_tick);
        }

        long backlog = enqueued - done[Parts];
        await Task.WhenAll(waiting).WaitAsync(s_patience);
        Assert.Equal(enqueued, ended);
        double[] rates = [.. Enumerable.Range(1, Parts).Select(part => (done[part] - done[part - 1]) / (duration / Parts).TotalSeconds)];
        string told = $"{name}, half of {2 * half:F0} tasks/s for {duration.TotalSeconds:F0} s under {kills} kills: {enqueued} tasks, none lost; a sixth after the other ended {string.Join(", ", rates.Select(static rate => $"{rate:F0}"))} a second; {memory[2] >> 20} -> {memory[Parts] >> 20} MiB here";
        Counts.Tell(told);

        // What is enqueued is as much all the time: workers that get slower leave a backlog that grows.
        Assert.True(backlog <= 0.2 * enqueued, $"{backlog} had not ended. {told}");
        Assert.True(memory[Parts] < memory[2] + (16 << 20), told);

        async Task EndAsync(TaskBatch<int> batch, int first)
        {
            int[] results = await batch.GetResultsAsync();
            Assert.Equal(Enumerable.Range(first, results.Length), results);
            Interlocked.Add(ref ended, results.Length);
        }
    }

    // Tasks a second of callers that wait for each result before they enqueue the next.
    private static async Task<double> MostAsync(RpcTasks tasks, TimeSpan duration)
    {
        long began = Stopwatch.GetTimestamp();
        int[] ended = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(async lane =>
        {
            int count = 0;
            for (; Stopwatch.GetElapsedTime(began) < duration; count++)
            {
                Assert.Equal(lane, await (await tasks.EnqueueAsync(JobCalls.Take(lane, 0), s_options)).GetResultAsync().WaitAsync(s_patience));
            }

            return count;
        }));
        return ended.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
