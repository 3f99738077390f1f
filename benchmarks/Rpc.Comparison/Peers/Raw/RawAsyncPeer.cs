using Rpc.Comparison.Measuring;
using Rpc.Comparison.Peers.Calls;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>Floor of a sequential <c>await</c>.</summary>
internal sealed class RawAsyncPeer : IPeer
{
    public string Name => "raw-cs-async";

    public PeerKind Kind => PeerKind.Floor;

    public IReadOnlyList<string> Workloads { get; } =
        [Peers.Workloads.Sequential, Peers.Workloads.Welcome, Peers.Workloads.Echo1K, Peers.Workloads.Echo1M];

    public Task<string> StartServerAsync() => AsyncServer.StartAsync();

    public async Task<ClientResult> RunClientAsync(ClientRun run)
    {
        using AsyncClient client = new(run.Endpoint);
        AsyncService<ReadOnlyMemory<byte>> service = new(client.AddAsync, client.WelcomeAsync, client.EchoAsync, bytes => bytes)
        {
            EchoHeadroom = RawFrame.HeaderSize,
        };
        return await AsyncService<ReadOnlyMemory<byte>>.RunAsync(run, [service]);
    }
}
