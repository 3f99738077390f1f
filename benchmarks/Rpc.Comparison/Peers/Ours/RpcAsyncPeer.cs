using Rpc.Comparison.Measuring;
using Rpc.Comparison.Peers.Calls;

namespace Rpc.Comparison.Peers.Ours;

/// <summary>Callers that await; all callers of one client share its connection.</summary>
internal sealed class RpcAsyncPeer : RpcPeer
{
    public override string Name => "rpc-async";

    public override IReadOnlyList<string> Workloads { get; } =
    [
        Peers.Workloads.Sequential, Peers.Workloads.Welcome, Peers.Workloads.Echo1K, Peers.Workloads.Echo1M,
        Peers.Workloads.InFlight64, Peers.Workloads.Conn8X16, Peers.Workloads.Stream,
    ];

    public override string? FloorOf(string workload) => workload switch
    {
        Peers.Workloads.InFlight64 or Peers.Workloads.Conn8X16 => "raw-cs-mux",
        Peers.Workloads.Stream => "raw-cs-stream",
        _ => "raw-cs-async",
    };

    public override async Task<ClientResult> RunClientAsync(ClientRun run)
    {
        RpcClient[] clients = [.. Enumerable.Range(0, Peers.Workloads.Shape(run.Workload).Connections).Select(_ => new RpcClient())];
        ICalculator[] calculators = [.. clients.Select(client => client.Get<ICalculator>(run.Endpoint))];
        ClientResult result = run.Workload == Peers.Workloads.Stream
            ? await ItemReader.MeasureAsync(run, calculators[0].Count)
            : await AsyncService<byte[]>.RunAsync(run, [.. calculators.Select(Service)]);
        foreach (RpcClient client in clients)
        {
            await client.DisposeAsync();
        }

        return result;
    }

    private static AsyncService<byte[]> Service(ICalculator calculator) =>
        new(calculator.AddAsync, calculator.WelcomeAsync, calculator.EchoAsync, bytes => bytes);
}
