using System.Diagnostics;
using Rpc.Scale.Contracts;
using Rpc.Scale.Measuring;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Slow;

/// <summary>One connection: a quick caller alone, then beside callers of slow handlers.</summary>
internal sealed class SlowRole : IClientRole
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    public string Name => "slow";

    public async Task RunAsync(ClientRun run)
    {
        await using RpcClient client = new();
        IScaleService service = client.Get<IScaleService>(run.Endpoint);
        int time = (int)Math.Min(run.Duration.TotalMilliseconds, s_longest.TotalMilliseconds);
        await QuickAsync(service, run.Warmup);
        Lines.Say(Lines.Ready);
        ClientRun.AwaitGo();

        Readings readings = [];
        readings.AddLatencies("alone ", await QuickAsync(service, run.Duration));
        await BesideAsync("block ", () => service.BlockAsync(time));
        await BesideAsync("delay ", () => service.DelayAsync(time));
        await Task.Yield();
        Lines.Say(readings);

        async Task BesideAsync(string name, Func<ValueTask<int>> slow)
        {
            long start = Stopwatch.GetTimestamp();
            long end = CallLoop.EndAfter(run.Duration);
            Task<int>[] callers = [.. Enumerable.Range(0, run.Count).Select(_ => Task.Run(() => RepeatAsync(slow, time, end)))];
            readings.AddLatencies(name, await QuickAsync(service, run.Duration));
            int calls = (await Task.WhenAll(callers)).Sum();
            readings[name + "slow"] = calls / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }

    private static async Task<LatencyHistogram> QuickAsync(IScaleService service, TimeSpan length)
    {
        using Recorder recorder = new();
        await CallLoop.RunAsync(service.AddAsync, recorder, CallLoop.EndAfter(length));
        return recorder.Sum();
    }

    private static async Task<int> RepeatAsync(Func<ValueTask<int>> slow, int expected, long end)
    {
        int count = 0;
        for (; Stopwatch.GetTimestamp() < end; count++)
        {
            if (await slow() != expected)
            {
                throw new InvalidOperationException("A slow call gave another answer.");
            }
        }

        return count;
    }
}
