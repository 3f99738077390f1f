using Rpc.Comparison.Measuring;
using Rpc.Comparison.Peers;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Tests;

/// <summary>Runs as they might have been.</summary>
internal static class MadeUpRuns
{
    public static Cell Cell(string row, string workload) => new(
        PeerCatalog.All.FirstOrDefault(peer => peer.Name == row) ?? new OtherPeer(row, workload),
        workload);

    public static RunResult Run(double rate = 1000, double cpu = 10, double p999 = 100, double bytes = 0, long calls = 100_000) =>
        new(calls, rate, 50, 90, p999, cpu / 2, cpu / 2, bytes, 0);

    public static RunLog Log(params (string Row, string Workload, RunResult[] Runs)[] rows) => RunLog.From(
        rows.Select(row => KeyValuePair.Create(Cell(row.Row, row.Workload), row.Runs.ToList())), []);

    public static RunResult[] Rates(params double[] rates) => [.. rates.Select(rate => Run(rate))];

    /// <summary>A system in another language, which is not there.</summary>
    private sealed record OtherPeer(string Name, string Workload) : IPeer
    {
        public PeerKind Kind => PeerKind.Other;

        public IReadOnlyList<string> Workloads => [Workload];

        public Task<string> StartServerAsync() => throw new NotSupportedException();

        public Task<ClientResult> RunClientAsync(ClientRun run) => throw new NotSupportedException();
    }
}
