using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Ours;

/// <summary>A caller that blocks its thread in a sync method.</summary>
internal sealed class RpcSyncPeer : RpcPeer
{
    public override string Name => "rpc-sync";

    public override IReadOnlyList<string> Workloads { get; } = [Peers.Workloads.Sequential];

    public override string? FloorOf(string workload) => "raw-cs-blocking";

    public override async Task<ClientResult> RunClientAsync(ClientRun run)
    {
        await using RpcClient client = new();
        return run.Measure(client.Get<ICalculator>(run.Endpoint).Add);
    }
}
