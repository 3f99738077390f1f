using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>Floor of blocking calls from many threads on one connection: whoever finds nobody sending sends for all, one thread reads for all.</summary>
internal sealed class RawThreadsPeer : IPeer
{
    public string Name => "raw-cs-threads";

    public PeerKind Kind => PeerKind.Floor;

    public IReadOnlyList<string> Workloads { get; } = [Peers.Workloads.Threads64];

    public Task<string> StartServerAsync() => BlockingServer.StartAsync(BlockingServer.Answer);

    public Task<ClientResult> RunClientAsync(ClientRun run)
    {
        BlockingMux client = new(run.Endpoint);
        return Task.FromResult(run.MeasureThreads(client.AddOne, Answers.CheckSum, Peers.Workloads.Shape(run.Workload).Callers));
    }
}
