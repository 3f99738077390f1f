using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Rpc.Scale.Running;

/// <summary>The floor's end of a connection: one caller at a time awaits send and receive, nothing is shared.</summary>
internal sealed class BareConnection(string endpoint)
{
    private readonly Socket _socket = Sockets.Connect(endpoint);
    private readonly byte[] _request = new byte[AddFrame.RequestSize];
    private readonly byte[] _reply = new byte[AddFrame.ReplySize];

    // Pooled, so that the floor allocates nothing per call.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> AddAsync(int x, int y)
    {
        AddFrame.WriteRequest(_request, 1, x, y);
        await _socket.SendAsync(_request.AsMemory());
        int filled = 0;
        int sum;
        while (!AddFrame.TryReadReply(_reply.AsSpan(0, filled), out _, out sum))
        {
            int count = await _socket.ReceiveAsync(_reply.AsMemory(filled));
            filled += count > 0 ? count : throw new EndOfStreamException("The server closed the connection.");
        }

        return sum;
    }
}
