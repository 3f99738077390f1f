using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>Floor of many calls in flight: a bare multiplexer.</summary>
internal sealed class RawMuxPeer : IPeer
{
    public string Name => "raw-cs-mux";

    public PeerKind Kind => PeerKind.Floor;

    public IReadOnlyList<string> Workloads { get; } = [Peers.Workloads.InFlight64, Peers.Workloads.Conn8X16];

    public Task<string> StartServerAsync() => AsyncServer.StartAsync();

    public Task<ClientResult> RunClientAsync(ClientRun run)
    {
        (int connections, int callers) = Peers.Workloads.Shape(run.Workload);
        MuxClient[] clients = [.. Enumerable.Range(0, connections).Select(_ => new MuxClient(run.Endpoint))];
        return run.MeasureAsync([.. clients.SelectMany(client => Enumerable.Repeat(client.AddOneAsync, callers))], Answers.CheckSum);
    }
}
