using System.Diagnostics;
using Rpc.Scale.Measuring;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Idle;

/// <summary>Opens connections with one call each, and later calls over one in a hundred of them.</summary>
internal sealed class IdleRole : IClientRole
{
    /// <summary>Connections that are being made at once: fewer than handshakes a server lets wait, with two clients.</summary>
    private const int AtOnce = 32;

    private const int OneIn = 100;

    public string Name => "idle";

    public async Task RunAsync(ClientRun run)
    {
        Func<int, int, ValueTask<int>>[] calls = new Func<int, int, ValueTask<int>>[run.Count];
        Lines.Say(Lines.Ready);
        ClientRun.AwaitGo();
        long start = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, run.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            calls[i] = Opened.Connection(run.Variant, run.Endpoint);
            CallLoop.Check(i, await calls[i](i, 1));
        });
        Lines.Say(new Readings { ["seconds"] = Stopwatch.GetElapsedTime(start).TotalSeconds });
        await Task.Yield();
        ClientRun.AwaitGo();

        LatencyHistogram latencies = new();
        for (int i = 0; i < calls.Length; i += OneIn)
        {
            start = Stopwatch.GetTimestamp();
            CallLoop.Check(i, await calls[i](i, 1));
            latencies.Record(Stopwatch.GetTimestamp() - start);
        }

        Readings alive = [];
        alive.AddLatencies("", latencies);
        Lines.Say(alive);
    }
}
