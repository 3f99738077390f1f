using System.Diagnostics;
using Rpc.Scale.Measuring;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Active;

/// <summary>Many connections, one caller on each, who calls again as soon as it has its answer.</summary>
internal sealed class ActiveRole : IClientRole
{
    private const int AtOnce = 32;

    public string Name => "active";

    public async Task RunAsync(ClientRun run)
    {
        Func<int, int, ValueTask<int>>[] calls = new Func<int, int, ValueTask<int>>[run.Count];
        await Parallel.ForAsync(0, run.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            calls[i] = Opened.Connection(run.Variant, run.Endpoint);
            CallLoop.Check(i, await calls[i](i, 1));
        });
        await MeasureAsync(calls, run.Warmup);
        Lines.Say(Lines.Ready);
        ClientRun.AwaitGo();
        Lines.Say(await MeasureAsync(calls, run.Duration));
    }

    private static async Task<Readings> MeasureAsync(Func<int, int, ValueTask<int>>[] calls, TimeSpan length)
    {
        using Recorder recorder = new();
        Usage before = Usage.Now();
        long start = Stopwatch.GetTimestamp();
        long end = CallLoop.EndAfter(length);
        long[] shares = await Task.WhenAll(calls.Select(call => CallLoop.RunAsync(call, recorder, end)));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        Usage used = Usage.Now().Since(before);

        // The last answer may have continued us on a connection's reading thread, and what follows blocks.
        await Task.Yield();
        Fairness fairness = Fairness.Of(shares);
        Readings readings = new()
        {
            ["calls"] = shares.Sum(),
            ["rate"] = shares.Sum() / elapsed.TotalSeconds,
            ["cpu"] = used.CpuMicroseconds,
            ["least"] = fairness.Least,
            ["most"] = fairness.Most,
        };
        readings.AddLatencies("", recorder.Sum());
        return readings;
    }
}
