using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Ours;

/// <summary>A caller that blocks, and somebody in both processes who listens to what calls tell of themselves and throws it away: what telemetry costs without its exporter.</summary>
internal abstract class RpcListenedPeer : RpcSyncPeer
{
    public override IReadOnlyList<string> Workloads { get; } = [Peers.Workloads.Sequential, Peers.Workloads.Threads64];

    public override async Task<string> StartServerAsync()
    {
        Listen();
        return await base.StartServerAsync();
    }

    public override async Task<ClientResult> RunClientAsync(ClientRun run)
    {
        Listen();
        return await base.RunClientAsync(run);
    }

    /// <summary>Begins to listen, until the process ends.</summary>
    protected abstract void Listen();
}
