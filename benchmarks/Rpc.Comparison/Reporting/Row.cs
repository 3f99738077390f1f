using Rpc.Comparison.Running;

namespace Rpc.Comparison.Reporting;

/// <summary>The medians of one row's runs; each column has its own median. CPU and bytes are per call.</summary>
internal sealed record Row(
    string Name,
    string Workload,
    double CallsPerSecond,
    double CallsPerSecondLow,
    double CallsPerSecondHigh,
    double P50Microseconds,
    double P99Microseconds,
    double ClientCpuMicroseconds,
    double ServerCpuMicroseconds,
    double ClientAllocatedBytes,
    double ServerAllocatedBytes,
    int Runs)
{
    public static Row From(Cell cell, IReadOnlyList<RunResult> runs)
    {
        Spread rate = Spread.Of(runs.Select(run => run.CallsPerSecond));
        return new Row(
            cell.Peer.Name,
            cell.Workload,
            Math.Round(rate.Median, 1),
            Math.Round(rate.Low, 1),
            Math.Round(rate.High, 1),
            Median(run => run.P50Microseconds),
            Median(run => run.P99Microseconds),
            Median(run => run.ClientCpuMicroseconds),
            Median(run => run.ServerCpuMicroseconds),
            Median(run => run.ClientAllocatedBytes),
            Median(run => run.ServerAllocatedBytes),
            runs.Count);

        double Median(Func<RunResult, double> column) => Math.Round(Spread.Of(runs.Select(column)).Median, 3);
    }
}
