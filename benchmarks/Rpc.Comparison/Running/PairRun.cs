using System.Globalization;
using System.Text.Json;
using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Running;

/// <summary>One run of one row, in two fresh processes.</summary>
internal sealed class PairRun(RunPlan plan)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public async Task<RunResult> RunAsync(Cell cell, CancellationToken cancellationToken)
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
        "--warmup", Milliseconds(plan.Warmup),
        "--duration", Milliseconds(plan.Duration),
        .. workload == Peers.Workloads.Paced ? ["--rate", plan.Rate.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
    ];

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
}
