namespace Rpc.Comparison.Peers.Ours;

/// <summary>The same on a client and a server that never spin: each waits in the kernel, as the raw socket does.</summary>
internal sealed class RpcNoSpinPeer : RpcSyncPeer
{
    public override string Name => "rpc-sync-nospin";

    public override IReadOnlyList<string> Workloads { get; } = [Peers.Workloads.Sequential, Peers.Workloads.Threads64];

    protected override RpcServerOptions ServerOptions => new() { SpinTime = TimeSpan.Zero };

    protected override RpcClientOptions ClientOptions => new() { SpinTime = TimeSpan.Zero };
}
