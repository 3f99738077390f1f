namespace Rpc.Comparison.Peers;

/// <summary>The workloads, named as they stand in the tables and in the JSON file.</summary>
internal static class Workloads
{
    /// <summary>One caller, one connection: the next call starts when the last one has its answer.</summary>
    public const string Sequential = "sequential";

    /// <summary>The same with a string each way.</summary>
    public const string Welcome = "welcome";

    /// <summary>The same with 1,024 bytes each way.</summary>
    public const string Echo1K = "echo1k";

    /// <summary>The same with 1,048,576 bytes each way.</summary>
    public const string Echo1M = "echo1m";

    /// <summary>64 callers share one connection; each starts its next call when its last one has its answer.</summary>
    public const string InFlight64 = "inflight64";

    /// <summary>8 connections with 16 such callers each.</summary>
    public const string Conn8X16 = "conn8x16";

    /// <summary>64 threads make blocking calls on one connection.</summary>
    public const string Threads64 = "threads64";

    /// <summary>One caller at a fixed rate; a call's time counts from when it was due.</summary>
    public const string Paced = "paced";

    /// <summary>The server sends 0, 1, 2, … for as long as the client reads.</summary>
    public const string Stream = "stream";

    /// <summary>Every workload in the order of the report, with what <c>--list</c> says about it.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new OrderedDictionary<string, string>
    {
        [Sequential] = "add, one caller on one connection, call after call",
        [Welcome] = "welcome with a short name, one caller on one connection",
        [Echo1K] = "echo of 1,024 bytes, one caller on one connection",
        [Echo1M] = "echo of 1,048,576 bytes, one caller on one connection",
        [InFlight64] = "add, 64 callers on one connection",
        [Conn8X16] = "add, 8 connections with 16 callers each",
        [Threads64] = "add, 64 threads in blocking calls on one connection",
        [Paced] = "add, one caller at a fixed rate (--rate)",
        [Stream] = "the server streams int after int",
    };

    /// <summary>What <c>--quick</c> covers: a minute has room for no more at a length worth the name.</summary>
    public static IReadOnlyList<string> Quick { get; } = [Sequential, InFlight64, Conn8X16, Paced, Stream];

    /// <summary>How many connections a workload has, and how many callers each of them.</summary>
    public static (int Connections, int Callers) Shape(string workload) => workload switch
    {
        InFlight64 or Threads64 => (1, 64),
        Conn8X16 => (8, 16),
        _ when All.ContainsKey(workload) => (1, 1),
        _ => throw new ArgumentException($"There is no workload named '{workload}'.", nameof(workload)),
    };
}
