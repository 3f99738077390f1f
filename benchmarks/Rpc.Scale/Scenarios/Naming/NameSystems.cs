namespace Rpc.Scale.Scenarios.Naming;

/// <summary>The name servers that are measured side by side.</summary>
internal static class NameSystems
{
    /// <summary>Names in each of them: few enough that all can be filled in a round.</summary>
    public const int Names = 5_000;

    // Four syncs a registration.
    private const int FewNames = 500;

    public static INameSystem Memory { get; } = new OurNames(
        "memory", "ours in memory", isDurable: false, NamesWorkload.Fill64, NamesWorkload.Lookup, NamesWorkload.Lookup64, NamesWorkload.Register, NamesWorkload.Register64);

    public static INameSystem Sqlite { get; } = new OurNames(
        "sqlite", "ours on SQLite", isDurable: true, NamesWorkload.Fill64, NamesWorkload.Register, NamesWorkload.Register64, NamesWorkload.Register1000);

    public static INameSystem OmniNames { get; } = new PeerNames("omninames", "omniNames", "omninames", [], Names, PeerWorkloads);

    public static INameSystem IceGrid { get; } = new PeerNames("icegrid", "IceGrid", "icegrid", [], Names, PeerWorkloads);

    /// <summary>Those that can run here, in the order in which they take turns.</summary>
    public static IReadOnlyList<INameSystem> Present { get; } =
    [
        .. new[]
        {
            Memory, Sqlite, OmniNames, IceGrid,
            new PeerNames("pyro4", "Pyro4 in memory", "pyro4-ns", [], Names, PeerWorkloads),
            new PeerNames("pyro4 sqlite", "Pyro4 on SQLite, 500 names", "pyro4-ns", ["--durable"], FewNames, NamesWorkload.Register, NamesWorkload.Register64),
        }.Where(IsPresent),
    ];

    private static IReadOnlyList<NamesWorkload> PeerWorkloads => [.. NamesWorkload.All.Where(workload => workload != NamesWorkload.Register1000)];

    private static bool IsPresent(INameSystem system)
    {
        if (system.Missing is { } missing)
        {
            Console.Error.WriteLine(missing);
        }

        return system.Missing is null;
    }
}
