using Rpc.Comparison.Peers;

namespace Rpc.Comparison.Measuring;

/// <summary>One run of a client process: warm up, report ready, wait for the word, measure.</summary>
internal sealed class ClientRun(string workload, string endpoint, TimeSpan warmup, TimeSpan duration, int rate)
{
    public string Workload { get; } = workload;

    /// <summary>What the server's <c>StartServerAsync</c> returned.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>Measures one caller that blocks its thread, paced where the workload is; it stays on the thread that calls this.</summary>
    /// <param name="call">Makes the n-th call.</param>
    /// <param name="check">Throws when the answer to the n-th call is wrong.</param>
    public ClientResult Measure<T>(Func<int, T> call, Action<int, T> check)
    {
        LatencyHistogram latencies = new();
        Loop(warmup);
        latencies.Clear();
        MeasuredWindow window = MeasuredWindow.Open();
        Loop(duration);
        return window.Close(latencies);

        void Loop(TimeSpan length)
        {
            long end = CallLoop.EndAfter(length);
            if (Workload == Workloads.Paced)
            {
                CallLoop.RunPaced(call, check, latencies, end, rate);
            }
            else
            {
                CallLoop.Run(call, check, latencies, end);
            }
        }
    }

    /// <summary>Measures threads that all make the same blocking call.</summary>
    public ClientResult MeasureThreads<T>(Func<int, T> call, Action<int, T> check, int threads)
    {
        using CallerThreads<T> callers = new(call, check, threads, warmup);
        callers.AwaitWarm();
        MeasuredWindow window = MeasuredWindow.Open();
        LatencyHistogram[] latencies = callers.Run(duration);
        return window.Close(latencies);
    }

    /// <summary>Measures as many concurrent callers as there are functions; the same function may stand in the list many times.</summary>
    public async Task<ClientResult> MeasureAsync<T>(IReadOnlyList<Func<int, ValueTask<T>>> callers, Action<int, T> check)
    {
        LatencyHistogram[] latencies = [.. callers.Select(_ => new LatencyHistogram())];
        await RunAllAsync(callers, check, latencies, warmup);
        Array.ForEach(latencies, histogram => histogram.Clear());
        MeasuredWindow window = MeasuredWindow.Open();
        await RunAllAsync(callers, check, latencies, duration);
        return window.Close(latencies);
    }

    /// <summary>Measures a stream.</summary>
    /// <param name="receiveUntil">Receives and checks items until a moment of the clock and returns their number; called for warm-up and for the measured section.</param>
    public async Task<ClientResult> MeasureItemsAsync(Func<long, ValueTask<long>> receiveUntil)
    {
        await receiveUntil(CallLoop.EndAfter(warmup));
        await Task.Yield();
        MeasuredWindow window = MeasuredWindow.Open();
        return window.Close(await receiveUntil(CallLoop.EndAfter(duration)));
    }

    private static async Task RunAllAsync<T>(IReadOnlyList<Func<int, ValueTask<T>>> callers, Action<int, T> check, LatencyHistogram[] latencies, TimeSpan length)
    {
        // One end for all: calls that complete synchronously would otherwise run the callers one after the other, each at full length.
        long end = CallLoop.EndAfter(length);
        Task[] loops = new Task[callers.Count];
        for (int i = 0; i < loops.Length; i++)
        {
            loops[i] = CallLoop.RunAsync(callers[i], check, latencies[i], end);
        }

        await Task.WhenAll(loops);

        // The last answer may have continued us on the connection's own reading thread, and what follows blocks.
        await Task.Yield();
    }
}
