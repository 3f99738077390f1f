using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>Floor of a sequential <c>await</c>: the caller itself awaits send and receive; nothing is shared.</summary>
internal sealed class RawAsyncPeer : IPeer
{
    public string Name => "raw-cs-async";

    public PeerKind Kind => PeerKind.Floor;

    public IReadOnlyList<string> Workloads { get; } = [Peers.Workloads.Sequential];

    public Task<string> StartServerAsync() => AsyncAddServer.StartAsync();

    public async Task<ClientResult> RunClientAsync(ClientRun run)
    {
        using Socket socket = Sockets.Connect(run.Endpoint);
        byte[] request = new byte[AddFrame.RequestSize];
        ReceiveBuffer replies = new();
        return await run.MeasureAsync([AddAsync]);

        // Pooled, so that the floor allocates nothing per call either.
        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        async ValueTask<int> AddAsync(int x, int y)
        {
            AddFrame.WriteRequest(request, 1, x, y);
            await socket.SendAsync(request.AsMemory());
            int sum;
            while (!AddFrame.TryReadReply(replies.Filled, out _, out sum))
            {
                int count = await socket.ReceiveAsync(replies.Free);
                replies.Added(count > 0 ? count : throw new EndOfStreamException("The server closed the connection."));
            }

            replies.Read(AddFrame.ReplySize);
            return sum;
        }
    }
}
