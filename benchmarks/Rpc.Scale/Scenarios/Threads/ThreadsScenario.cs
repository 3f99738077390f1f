using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Threads;

/// <summary>Threads that block in sync calls of one proxy, so on one connection.</summary>
internal sealed class ThreadsScenario : IScenario
{
    private static readonly int[] s_counts = [1, 8, 64];

    public string Name => "threads";

    public IReadOnlyList<Measure> Measures { get; } =
    [
        .. s_counts.SelectMany(count => new[]
        {
            new Measure($"{count} rate", $"calls of {count} threads", "1/s"),
            new Measure($"{count} p50", $"call of one of {count} threads, p50", "µs"),
            new Measure($"{count} p99", $"call of one of {count} threads, p99", "µs"),
            new Measure($"{count} cpu", $"CPU per call with {count} threads, client + server", "µs"),
            new Measure($"{count} least", $"least calls of one of {count} threads / mean", ""),
        }),
        new("ratio", "calls of 64 threads / of one", "", Goal.AtLeast(1)),
    ];

    public async Task<Readings> RunRoundAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        Readings readings = [];
        foreach (int count in s_counts)
        {
            readings.AddAll($"{count} ", await RunAsync(count, options, cancellationToken));
        }

        readings["ratio"] = readings["64 rate"] / readings["1 rate"];
        return readings;
    }

    private static async Task<Readings> RunAsync(int count, ScaleOptions options, CancellationToken cancellationToken)
    {
        using Roles roles = new(options);
        (Role server, string endpoint) = await roles.StartServerAsync(Variant.Ours, cancellationToken);
        Role client = await roles.StartClientAsync("threads", Variant.Ours, endpoint, count, cancellationToken);
        await server.AskAsync(Lines.Start);
        Readings readings = await client.AskAsync(Lines.Go);
        Readings used = await server.AskAsync(Lines.Stop);
        readings["cpu"] = (readings["cpu"] + used["cpu"]) / readings["calls"];
        return readings;
    }
}
