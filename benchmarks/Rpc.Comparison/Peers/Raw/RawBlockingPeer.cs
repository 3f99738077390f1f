using System.Net.Sockets;
using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>Floor of a sync call: the calling thread sends and blocks in receive; a server thread owns the connection.</summary>
internal sealed class RawBlockingPeer : IPeer
{
    public string Name => "raw-cs-blocking";

    public PeerKind Kind => PeerKind.Floor;

    public IReadOnlyList<string> Workloads { get; } = [Peers.Workloads.Sequential];

    public Task<string> StartServerAsync()
    {
        Sockets.AcceptAll(
            Sockets.Listen(out string endpoint),
            connection => new Thread(() => Serve(connection)) { IsBackground = true }.Start());
        return Task.FromResult(endpoint);
    }

    public Task<ClientResult> RunClientAsync(ClientRun run)
    {
        using Socket socket = Sockets.Connect(run.Endpoint);
        byte[] request = new byte[AddFrame.RequestSize];
        ReceiveBuffer replies = new();
        return Task.FromResult(run.Measure(Add));

        int Add(int x, int y)
        {
            AddFrame.WriteRequest(request, 1, x, y);
            socket.Send(request);
            int sum;
            while (!AddFrame.TryReadReply(replies.Filled, out _, out sum))
            {
                replies.Added(Received(socket.Receive(replies.Free.Span)));
            }

            replies.Read(AddFrame.ReplySize);
            return sum;
        }
    }

    private static void Serve(Socket connection)
    {
        using Socket _ = connection;
        ReceiveBuffer requests = new();
        byte[] replies = new byte[ReceiveBuffer.Size];
        while (connection.Receive(requests.Free.Span) is var count and > 0)
        {
            requests.Added(count);
            (int read, int written) = AddFrame.AnswerAll(requests.Filled, replies);
            requests.Read(read);
            connection.Send(replies.AsSpan(0, written));
        }
    }

    private static int Received(int count) => count > 0 ? count : throw new EndOfStreamException("The server closed the connection.");
}
