namespace Rpc.Comparison.Running;

/// <summary>What the runs gave. Results of two rows with the same index were measured side by side.</summary>
/// <param name="Results">The rows that ran in every round, in the order of the report.</param>
/// <param name="Failures">The rows that did not.</param>
internal sealed record RunLog(IReadOnlyDictionary<Cell, IReadOnlyList<RunResult>> Results, IReadOnlyList<RunFailure> Failures)
{
    public static RunLog From(IEnumerable<KeyValuePair<Cell, List<RunResult>>> results, IReadOnlyList<RunFailure> failures) => new(
        new OrderedDictionary<Cell, IReadOnlyList<RunResult>>(results.Select(result => KeyValuePair.Create(result.Key, (IReadOnlyList<RunResult>)result.Value))),
        failures);

    /// <summary>The runs of one row; null when it was not run or failed.</summary>
    public IReadOnlyList<RunResult>? Find(string row, string workload) =>
        Results.FirstOrDefault(result => result.Key.Peer.Name == row && result.Key.Workload == workload).Value;
}
