using Rpc.Comparison.Measuring;
using Rpc.Comparison.Peers.Calls;

namespace Rpc.Comparison.Peers.Ours;

/// <summary>Callers that block their threads in sync methods.</summary>
internal class RpcSyncPeer : RpcPeer
{
    public override string Name => "rpc-sync";

    public override IReadOnlyList<string> Workloads { get; } =
    [
        Peers.Workloads.Sequential, Peers.Workloads.Welcome, Peers.Workloads.Echo1K, Peers.Workloads.Echo1M,
        Peers.Workloads.Threads64, Peers.Workloads.Paced,
    ];

    protected virtual RpcClientOptions ClientOptions => new();

    public override string? FloorOf(string workload) => workload == Peers.Workloads.Threads64 ? "raw-cs-threads" : "raw-cs-blocking";

    public override async Task<ClientResult> RunClientAsync(ClientRun run)
    {
        await using RpcClient client = new(ClientOptions);
        ICalculator calculator = client.Get<ICalculator>(run.Endpoint);
        return new SyncService(calculator.Add, calculator.Welcome, bytes => calculator.Echo(bytes)).Run(run);
    }
}
