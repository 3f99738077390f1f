using Rpc.Comparison.Running;

namespace Rpc.Comparison.Reporting;

/// <summary>A row divided by its floor, round by round, because only runs made side by side compare.</summary>
/// <param name="Row">The name of the row above the line.</param>
/// <param name="Floor">The name of the row below it.</param>
/// <param name="Workload">The workload of both.</param>
/// <param name="CallsPerSecond">More is better.</param>
/// <param name="Cpu">CPU time per call of client and server together; less is better.</param>
internal sealed record Ratio(string Row, string Floor, string Workload, Spread CallsPerSecond, Spread Cpu)
{
    public static IEnumerable<Ratio> All(RunLog log) =>
        from ours in log.Results
        let workload = ours.Key.Workload
        let floor = ours.Key.Peer.FloorOf(workload)
        where floor is not null
        let theirs = log.Find(floor, workload)
        where theirs is not null
        select new Ratio(
            ours.Key.Peer.Name,
            floor,
            workload,
            Of(ours.Value, theirs, run => run.CallsPerSecond).Rounded(4),
            Of(ours.Value, theirs, run => run.CpuMicroseconds).Rounded(4));

    /// <summary>One column of a row divided by the same column of another, round by round.</summary>
    public static Spread Of(IReadOnlyList<RunResult> row, IReadOnlyList<RunResult> other, Func<RunResult, double> column) =>
        Spread.Of(row.Zip(other, (ours, theirs) => column(ours) / column(theirs)));
}
