using System.Diagnostics;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Measuring;

/// <summary>One run of a client process: warm up, report ready, wait for the word, measure.</summary>
internal sealed class ClientRun(string workload, string endpoint, TimeSpan warmup, TimeSpan duration)
{
    public string Workload { get; } = workload;

    /// <summary>What the server's <c>StartServerAsync</c> returned.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>Measures one sequential caller that blocks its thread; it stays on the thread that calls this.</summary>
    public ClientResult Measure(Func<int, int, int> call)
    {
        LatencyHistogram latencies = new();
        CallLoop.Run(call, latencies, CallLoop.EndAfter(warmup));
        latencies.Clear();
        LineProtocol.AwaitGo();

        Usage before = Usage.Now();
        long start = Stopwatch.GetTimestamp();
        CallLoop.Run(call, latencies, CallLoop.EndAfter(duration));
        return Result(latencies, Stopwatch.GetElapsedTime(start), Usage.Now().Since(before));
    }

    /// <summary>Measures as many concurrent callers as there are functions; the same function may stand in the list many times.</summary>
    public async Task<ClientResult> MeasureAsync(IReadOnlyList<Func<int, int, ValueTask<int>>> callers)
    {
        LatencyHistogram[] latencies = [.. callers.Select(_ => new LatencyHistogram())];
        await RunAllAsync(callers, latencies, warmup);
        Array.ForEach(latencies, histogram => histogram.Clear());
        LineProtocol.AwaitGo();

        Usage before = Usage.Now();
        long start = Stopwatch.GetTimestamp();
        await RunAllAsync(callers, latencies, duration);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        Usage used = Usage.Now().Since(before);

        LatencyHistogram all = new();
        Array.ForEach(latencies, all.Add);
        return Result(all, elapsed, used);
    }

    private static async Task RunAllAsync(IReadOnlyList<Func<int, int, ValueTask<int>>> callers, LatencyHistogram[] latencies, TimeSpan length)
    {
        // One end for all: calls that complete synchronously would otherwise run the callers one after the other, each at full length.
        long end = CallLoop.EndAfter(length);
        Task[] loops = new Task[callers.Count];
        for (int i = 0; i < loops.Length; i++)
        {
            loops[i] = CallLoop.RunAsync(callers[i], latencies[i], end);
        }

        await Task.WhenAll(loops);

        // The last answer may have continued us on the connection's own reading thread, and what follows blocks.
        await Task.Yield();
    }

    private static ClientResult Result(LatencyHistogram latencies, TimeSpan elapsed, Usage used) => new(
        latencies.Count,
        elapsed.TotalMicroseconds,
        latencies.PercentileMicroseconds(0.50),
        latencies.PercentileMicroseconds(0.99),
        used.CpuMicroseconds,
        used.AllocatedBytes);
}
