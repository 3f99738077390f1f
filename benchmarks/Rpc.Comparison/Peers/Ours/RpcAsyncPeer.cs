using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Ours;

/// <summary>Callers that await; all callers of one client share its connection.</summary>
internal sealed class RpcAsyncPeer : RpcPeer
{
    public override string Name => "rpc-async";

    public override IReadOnlyList<string> Workloads { get; } =
        [Peers.Workloads.Sequential, Peers.Workloads.InFlight64, Peers.Workloads.Conn8X16];

    public override string? FloorOf(string workload) =>
        workload == Peers.Workloads.Sequential ? "raw-cs-async" : "raw-cs-mux";

    public override async Task<ClientResult> RunClientAsync(ClientRun run)
    {
        (int connections, int callers) = Peers.Workloads.Shape(run.Workload);
        RpcClient[] clients = [.. Enumerable.Range(0, connections).Select(_ => new RpcClient())];
        ICalculator[] proxies = [.. clients.Select(client => client.Get<ICalculator>(run.Endpoint))];
        ClientResult result = await run.MeasureAsync([.. proxies.SelectMany(proxy => Enumerable.Repeat(proxy.AddAsync, callers))]);
        foreach (RpcClient client in clients)
        {
            await client.DisposeAsync();
        }

        return result;
    }
}
