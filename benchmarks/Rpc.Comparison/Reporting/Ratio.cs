using Rpc.Comparison.Running;

namespace Rpc.Comparison.Reporting;

/// <summary>A row divided by its floor, round by round, because only runs made side by side compare.</summary>
/// <param name="Row">The row above the line.</param>
/// <param name="Floor">The name of the row below it.</param>
/// <param name="Rate">Calls per second; more is better.</param>
/// <param name="Cpu">CPU time per call of client and server together; less is better.</param>
internal sealed record Ratio(Cell Row, string Floor, Spread Rate, Spread Cpu)
{
    /// <summary>A difference smaller than the spread is none.</summary>
    public static bool IsEqual(Spread ratio) => Math.Abs(ratio.Median - 1) < ratio.Width;

    public static IEnumerable<Ratio> All(IReadOnlyDictionary<Cell, List<RunResult>> results) =>
        from ours in results
        let floor = ours.Key.Peer.FloorOf(ours.Key.Workload)
        where floor is not null
        from theirs in results
        where theirs.Key.Peer.Name == floor && theirs.Key.Workload == ours.Key.Workload
        let pairs = ours.Value.Zip(theirs.Value).ToList()
        select new Ratio(
            ours.Key,
            floor,
            Spread.Of(pairs.Select(pair => pair.First.CallsPerSecond / pair.Second.CallsPerSecond)),
            Spread.Of(pairs.Select(pair => pair.First.CpuMicroseconds / pair.Second.CpuMicroseconds)));
}
