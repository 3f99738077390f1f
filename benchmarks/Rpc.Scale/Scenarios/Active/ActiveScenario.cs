using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Active;

/// <summary>A thousand connections with a caller each: does the rate hold, and does everybody get a share?</summary>
internal sealed class ActiveScenario : IScenario
{
    private const int Default = 1_000;
    private const int Few = 8;

    public string Name => "active";

    public IReadOnlyList<Measure> Measures { get; } =
    [
        new("ours many rate", "calls of many connections", "1/s"),
        new("ours few rate", "calls of 8 connections", "1/s"),
        new("bare many rate", "calls of many connections, bare sockets", "1/s"),
        new("bare few rate", "calls of 8 connections, bare sockets", "1/s"),
        new("to bare", "many connections, ours / bare sockets", "", Goal.AtLeast(0.6)),
        new("to few", "ours, many / 8 connections", ""),
        new("bare to few", "bare sockets, many / 8 connections", ""),
        new("ours many p50", "call over one of many, p50", "µs"),
        new("ours many p99", "call over one of many, p99", "µs"),
        new("bare many p50", "the same, bare sockets, p50", "µs"),
        new("bare many p99", "the same, bare sockets, p99", "µs"),
        new("ours many least", "least calls of a connection / mean", "", Goal.AtLeast(0.25)),
        new("ours many most", "most calls of a connection / mean", ""),
        new("bare many least", "least calls of a connection / mean, bare sockets", ""),
        new("ours many cpu", "CPU per call, client + server", "µs"),
        new("bare many cpu", "the same, bare sockets", "µs"),
    ];

    public async Task<Readings> RunRoundAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        int many = options.Connections ?? Default;
        Descriptors.Require(many);
        Readings readings = [];
        readings.AddAll("bare few ", await RunAsync(Variant.Bare, Few, options, cancellationToken));
        readings.AddAll("ours few ", await RunAsync(Variant.Ours, Few, options, cancellationToken));
        readings.AddAll("bare many ", await RunAsync(Variant.Bare, many, options, cancellationToken));
        readings.AddAll("ours many ", await RunAsync(Variant.Ours, many, options, cancellationToken));
        readings["to bare"] = readings["ours many rate"] / readings["bare many rate"];
        readings["to few"] = readings["ours many rate"] / readings["ours few rate"];
        readings["bare to few"] = readings["bare many rate"] / readings["bare few rate"];
        return readings;
    }

    private static async Task<Readings> RunAsync(Variant variant, int count, ScaleOptions options, CancellationToken cancellationToken)
    {
        using Roles roles = new(options);
        (Role server, string endpoint) = await roles.StartServerAsync(variant, cancellationToken);
        Role client = await roles.StartClientAsync("active", variant, endpoint, count, cancellationToken);
        await server.AskAsync(Lines.Start);
        Readings readings = await client.AskAsync(Lines.Go);
        Readings used = await server.AskAsync(Lines.Stop);
        readings["cpu"] = (readings["cpu"] + used["cpu"]) / readings["calls"];
        return readings;
    }
}
