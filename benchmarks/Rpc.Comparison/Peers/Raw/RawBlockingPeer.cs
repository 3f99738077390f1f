using Rpc.Comparison.Measuring;
using Rpc.Comparison.Peers.Calls;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>Floor of a sync call: the calling thread sends and blocks in receive; a server thread owns the connection.</summary>
internal sealed class RawBlockingPeer : IPeer
{
    public string Name => "raw-cs-blocking";

    public PeerKind Kind => PeerKind.Floor;

    public IReadOnlyList<string> Workloads { get; } =
        [Peers.Workloads.Sequential, Peers.Workloads.Welcome, Peers.Workloads.Echo1K, Peers.Workloads.Echo1M, Peers.Workloads.Paced];

    public Task<string> StartServerAsync() => BlockingServer.StartAsync(BlockingServer.Answer);

    public Task<ClientResult> RunClientAsync(ClientRun run)
    {
        using BlockingClient client = new(run.Endpoint);
        SyncService service = new(client.Add, client.Welcome, client.Echo) { EchoHeadroom = RawFrame.HeaderSize };
        return Task.FromResult(service.Run(run));
    }
}
