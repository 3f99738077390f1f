using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>The same work for several name servers with the same names, each workload in turn.</summary>
internal sealed class SideBySidePart : INamingPart
{
    private static readonly NamesRatio[] s_ratios =
    [
        new((NameSystems.Memory, NamesWorkload.Lookup), (NameSystems.OmniNames, [NamesWorkload.Lookup]), Goal.AtLeast(1)),
        new((NameSystems.Memory, NamesWorkload.Lookup64), (NameSystems.OmniNames, [NamesWorkload.Lookup64]), Goal.AtLeast(10)),
        new((NameSystems.Sqlite, NamesWorkload.Register), (NameSystems.OmniNames, [NamesWorkload.Register])),
        new((NameSystems.Sqlite, NamesWorkload.Register64), (NameSystems.OmniNames, [NamesWorkload.Register, NamesWorkload.Register64]), Goal.AtLeast(20)),
        new((NameSystems.Sqlite, NamesWorkload.Register1000), (NameSystems.OmniNames, [NamesWorkload.Register, NamesWorkload.Register64]), Goal.AtLeast(20)),
        new((NameSystems.Sqlite, NamesWorkload.Fill64), (NameSystems.OmniNames, [NamesWorkload.Fill64])),
        new((NameSystems.Sqlite, NamesWorkload.Register), (NameSystems.IceGrid, [NamesWorkload.Register])),
        new((NameSystems.Sqlite, NamesWorkload.Register64), (NameSystems.IceGrid, [NamesWorkload.Register64])),
    ];

    private readonly NamesRatio[] _ratios = [.. s_ratios.Where(ratio => NameSystems.Present.Contains(ratio.By.System))];

    public IReadOnlyList<Measure> Measures =>
    [
        .. NamesWorkload.All.SelectMany(workload => NameSystems.Present.Where(system => system.Workloads.Contains(workload)).Select(system => new Measure(Key(system, workload, "rate"), $"{workload.Title}, {system.Title}", "1/s"))),
        .. NameSystems.Present.Where(system => system.Workloads.Contains(NamesWorkload.Lookup64)).Select(system => new Measure(Key(system, NamesWorkload.Lookup64, "p99"), $"lookup, 64 in flight, p99, {system.Title}", "µs")),
        .. _ratios.Select(ratio => new Measure(ratio.Key, ratio.Title, "", ratio.Goal)),
    ];

    public async Task<Readings> RunAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        options = options with { Names = Math.Min(options.Names, NameSystems.Names) };
        Dictionary<INameSystem, IRunningNames> running = [];
        try
        {
            foreach (INameSystem system in NameSystems.Present)
            {
                running[system] = await system.StartAsync(options, cancellationToken);
            }

            return await RunAsync(running, cancellationToken);
        }
        finally
        {
            foreach (IRunningNames server in running.Values)
            {
                server.Dispose();
            }
        }
    }

    private async Task<Readings> RunAsync(Dictionary<INameSystem, IRunningNames> running, CancellationToken cancellationToken)
    {
        Readings readings = [];
        foreach (NamesWorkload workload in NamesWorkload.All)
        {
            foreach ((INameSystem system, IRunningNames server) in running.Where(one => one.Key.Workloads.Contains(workload)))
            {
                readings.AddAll(Key(system, workload, ""), await server.RunAsync(workload, cancellationToken));
            }
        }

        foreach (NamesRatio ratio in _ratios)
        {
            readings[ratio.Key] = readings[Key(ratio.Of.System, ratio.Of.Workload, "rate")] / ratio.By.Workloads.Max(workload => readings[Key(ratio.By.System, workload, "rate")]);
        }

        return readings;
    }

    private static string Key(INameSystem system, NamesWorkload workload, string reading) => $"{system.Key} {workload.Key} {reading}";
}
