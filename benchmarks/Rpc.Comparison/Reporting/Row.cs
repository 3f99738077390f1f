using Rpc.Comparison.Peers;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Reporting;

/// <summary>The medians of one row's runs; each column has its own median. CPU and bytes are per call.</summary>
internal sealed record Row(
    string Name,
    PeerKind Kind,
    string Workload,
    double CallsPerSecond,
    double CallsPerSecondLow,
    double CallsPerSecondHigh,
    double P50Microseconds,
    double P99Microseconds,
    double P999Microseconds,
    double P999MicrosecondsLow,
    double P999MicrosecondsHigh,
    double ClientCpuMicroseconds,
    double ServerCpuMicroseconds,
    double ClientAllocatedBytes,
    double ServerAllocatedBytes,
    int Runs)
{
    /// <summary>Where a call carries 1 MiB: how much of it arrives per second, one way counted.</summary>
    public double? MegabytesPerSecond => Workload == Workloads.Echo1M ? Math.Round(CallsPerSecond * RateUnit.MegabytesPerCall, 1) : null;

    public static Row From(Cell cell, IReadOnlyList<RunResult> runs)
    {
        Spread rate = Spread.Of(runs.Select(run => run.CallsPerSecond)).Rounded(1);
        Spread tail = Spread.Of(runs.Select(run => run.P999Microseconds)).Rounded(4);
        return new Row(
            cell.Peer.Name,
            cell.Peer.Kind,
            cell.Workload,
            rate.Median,
            rate.Low,
            rate.High,
            Median(run => run.P50Microseconds),
            Median(run => run.P99Microseconds),
            tail.Median,
            tail.Low,
            tail.High,
            Median(run => run.ClientCpuMicroseconds),
            Median(run => run.ServerCpuMicroseconds),
            Median(run => run.ClientAllocatedBytes),
            Median(run => run.ServerAllocatedBytes),
            runs.Count);

        double Median(Func<RunResult, double> column) => Math.Round(Spread.Of(runs.Select(column)).Median, 4);
    }
}
