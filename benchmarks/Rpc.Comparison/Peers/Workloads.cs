namespace Rpc.Comparison.Peers;

/// <summary>The names of the workloads, as they stand in the table and in the JSON file.</summary>
internal static class Workloads
{
    /// <summary>One caller, one connection: the next call starts when the last one has its answer.</summary>
    public const string Sequential = "sequential";

    /// <summary>64 callers share one connection; each starts its next call when its last one has its answer.</summary>
    public const string InFlight64 = "inflight64";

    /// <summary>8 connections with 16 such callers each.</summary>
    public const string Conn8X16 = "conn8x16";

    /// <summary>What <c>--quick</c> covers: a minute has no room for more at a warm-up worth the name.</summary>
    public static IReadOnlyList<string> Quick { get; } = [Sequential, InFlight64];

    /// <summary>How many connections a workload of small calls has, and how many callers each of them.</summary>
    public static (int Connections, int Callers) Shape(string workload) => workload switch
    {
        Sequential => (1, 1),
        InFlight64 => (1, 64),
        Conn8X16 => (8, 16),
        _ => throw new ArgumentException($"There is no workload named '{workload}'.", nameof(workload)),
    };
}
