using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Running;

/// <summary>Runs the rows in alternated rounds, each run in two fresh processes.</summary>
internal sealed class Runner(RunPlan plan, Action<string> tell)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>The results of each row, in the order of the rounds: results with the same index were measured side by side.</summary>
    public async Task<IReadOnlyDictionary<Cell, List<RunResult>>> RunAsync(IReadOnlyList<Cell> cells, CancellationToken cancellationToken)
    {
        Dictionary<Cell, List<RunResult>> results = cells.ToDictionary(cell => cell, _ => new List<RunResult>());
        Stopwatch clock = Stopwatch.StartNew();
        TimeSpan longestRound = TimeSpan.Zero;
        for (int round = 1; round <= plan.Rounds; round++)
        {
            TimeSpan begun = clock.Elapsed;
            if (longestRound > plan.Budget - begun)
            {
                tell($"out of time after {round - 1} of {plan.Rounds} rounds");
                break;
            }

            foreach (Cell cell in cells)
            {
                tell($"round {round}/{plan.Rounds}  {cell}");
                results[cell].Add(await RunOnceAsync(cell, cancellationToken));
            }

            longestRound = TimeSpan.FromTicks(Math.Max(longestRound.Ticks, (clock.Elapsed - begun).Ticks));
        }

        return results;
    }

    private async Task<RunResult> RunOnceAsync(Cell cell, CancellationToken cancellationToken)
    {
        TimeSpan patience = plan.Warmup + plan.Duration + s_patience;
        using RoleProcess server = new(PinnedCommand.Server(plan.Pinning, cell.Peer.ServerCommand));
        string endpoint = await server.HearAsync(LineProtocol.Ready, patience, cancellationToken);
        using RoleProcess client = new(PinnedCommand.Client(plan.Pinning, [.. cell.Peer.ClientCommand, .. ClientOptions(cell.Workload, endpoint)]));
        await client.HearAsync(LineProtocol.Ready, patience, cancellationToken);

        server.Tell(LineProtocol.Start);
        await server.HearAsync(LineProtocol.Ok, patience, cancellationToken);
        client.Tell(LineProtocol.Go);
        string clientLine = await client.HearAsync(patience, cancellationToken);
        server.Tell(LineProtocol.Stop);
        string serverLine = await server.HearAsync(patience, cancellationToken);

        return RunResult.From(
            JsonSerializer.Deserialize(clientLine, ProtocolJson.Default.ClientResult)!,
            JsonSerializer.Deserialize(serverLine, ProtocolJson.Default.Usage));
    }

    private string[] ClientOptions(string workload, string endpoint) =>
    [
        "--workload", workload, "--endpoint", endpoint,
        "--warmup", plan.Warmup.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture),
        "--duration", plan.Duration.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture),
    ];
}
