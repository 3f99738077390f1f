using Rpc.Comparison.Peers;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Reporting;

/// <summary>The goals that whole calls can show. Each number comes from rounds in which both rows ran side by side.</summary>
internal static class GoalBook
{
    /// <summary>
    /// What two processes allocate in a window by themselves (thread pool, console). One object per call, 24 bytes at least,
    /// is more than this from the 1,400th call on.
    /// </summary>
    public const double ProcessNoiseBytes = 32 * 1024;

    private const string Sync = "rpc-sync";
    private const string NoSpin = "rpc-sync-nospin";
    private const string Async = "rpc-async";
    private const string Pooled = "rpc-pooled";

    private static readonly string[] s_net = ["http-json", "signalr"];

    public static IReadOnlyList<Goal> All { get; } =
    [
        Rate(1, NoSpin, "raw-cs-blocking", Workloads.Sequential, 0.95),
        new Goal(1, "rpc-sync-nospin / raw-cs-blocking, sequential, CPU", IsFloor: false, 1.3, log => Paired(log, NoSpin, "raw-cs-blocking", Workloads.Sequential, run => run.CpuMicroseconds)),
        Rate(1, Sync, "omniorb", Workloads.Sequential, 1.0),
        Rate(1, Sync, "raw-c", Workloads.Sequential, 1.5) with { What = "rpc-sync / raw-c, sequential (stretch)" },
        Rate(2, Async, "raw-cs-async", Workloads.Sequential, 1.0),
        new Goal(2, "rpc-async / best of http-json and signalr, sequential", IsFloor: true, 2.0, BestOfNet),
        Rate(3, Async, "raw-cs-mux", Workloads.InFlight64, 0.5),
        new Goal(3, "rpc-async / the peer with the lowest, inflight64, CPU", IsFloor: false, 1.0, LowestCpu),
        Rate(3, Sync, "omniorb", Workloads.Threads64, 5.0),
        Rate(4, Async, "raw-cs-mux", Workloads.Conn8X16, 0.6),
        Rate(5, Sync, "omniorb", Workloads.Echo1M, 1.0),
        Rate(5, Pooled, "raw-c", Workloads.Echo1M, 0.8),
        new Goal(5, "rpc-sync, echo1k / sequential", IsFloor: true, 0.9, Echo1KPart),
        new Goal(5, "rpc-async, stream", IsFloor: true, 10, log => Column(log, Async, Workloads.Stream, run => run.CallsPerSecond / 1e6)) { Unit = GoalUnit.MillionItemsPerSecond },
        new Goal(6, "rpc-sync / raw-cs-blocking, paced, p99.9", IsFloor: false, 2.0, log => Paired(log, Sync, "raw-cs-blocking", Workloads.Paced, run => run.P999Microseconds)),
        Bytes(Sync, Workloads.Sequential),
        Bytes(Async, Workloads.Sequential),
        Bytes(Async, Workloads.InFlight64),
    ];

    private static Goal Rate(int number, string row, string other, string workload, double bound) =>
        new(number, $"{row} / {other}, {workload}", IsFloor: true, bound, log => Paired(log, row, other, workload, run => run.CallsPerSecond));

    private static Goal Bytes(string row, string workload) =>
        new(6, $"{row}, {workload}, bytes allocated per call", IsFloor: false, 0, log => Column(log, row, workload, BytesBeyondNoise)) { Unit = GoalUnit.BytesPerCall };

    private static double BytesBeyondNoise(RunResult run) =>
        Math.Max(0, run.AllocatedBytes - (ProcessNoiseBytes / run.Calls));

    private static Spread? Column(RunLog log, string row, string workload, Func<RunResult, double> column) =>
        log.Find(row, workload) is { } runs ? Spread.Of(runs.Select(column)) : null;

    private static Spread? Paired(RunLog log, string row, string other, string workload, Func<RunResult, double> column) =>
        log.Find(row, workload) is { } ours && log.Find(other, workload) is { } theirs ? Ratio.Of(ours, theirs, column) : null;

    private static Spread? Echo1KPart(RunLog log) =>
        log.Find(Sync, Workloads.Echo1K) is { } echo && log.Find(Sync, Workloads.Sequential) is { } add
            ? Ratio.Of(echo, add, run => run.CallsPerSecond)
            : null;

    private static Spread? BestOfNet(RunLog log)
    {
        IReadOnlyList<RunResult>? best = s_net
            .Select(row => log.Find(row, Workloads.Sequential))
            .OfType<IReadOnlyList<RunResult>>()
            .MaxBy(runs => Spread.Of(runs.Select(run => run.CallsPerSecond)).Median);
        return best is not null && log.Find(Async, Workloads.Sequential) is { } ours ? Ratio.Of(ours, best, run => run.CallsPerSecond) : null;
    }

    private static Spread? LowestCpu(RunLog log)
    {
        IReadOnlyList<RunResult>? lowest = log.Results
            .Where(result => result.Key.Peer.Kind == PeerKind.Other && result.Key.Workload == Workloads.InFlight64)
            .Select(result => result.Value)
            .MinBy(runs => Spread.Of(runs.Select(run => run.CpuMicroseconds)).Median);
        return lowest is not null && log.Find(Async, Workloads.InFlight64) is { } ours ? Ratio.Of(ours, lowest, run => run.CpuMicroseconds) : null;
    }
}
