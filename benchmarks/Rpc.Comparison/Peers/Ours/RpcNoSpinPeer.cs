using Rpc.Comparison.Measuring;
using Rpc.Comparison.Peers.Calls;

namespace Rpc.Comparison.Peers.Ours;

/// <summary>The same as <see cref="RpcSyncPeer"/> on a client and a server that never spin: each waits in the kernel, as the raw socket does.</summary>
internal sealed class RpcNoSpinPeer : RpcPeer
{
    public override string Name => "rpc-sync-nospin";

    public override IReadOnlyList<string> Workloads { get; } = [Peers.Workloads.Sequential, Peers.Workloads.Threads64];

    protected override RpcServerOptions ServerOptions => new() { SpinTime = TimeSpan.Zero };

    public override string? FloorOf(string workload) => workload == Peers.Workloads.Threads64 ? "raw-cs-threads" : "raw-cs-blocking";

    public override async Task<ClientResult> RunClientAsync(ClientRun run)
    {
        await using RpcClient client = new(new RpcClientOptions { SpinTime = TimeSpan.Zero });
        ICalculator calculator = client.Get<ICalculator>(run.Endpoint);
        return new SyncService(calculator.Add, calculator.Welcome, bytes => calculator.Echo(bytes)).Run(run);
    }
}
