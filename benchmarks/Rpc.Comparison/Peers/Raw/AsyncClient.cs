using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>The caller itself awaits send and receive; nothing is shared. Its methods are pooled, so that the floor allocates nothing per call either.</summary>
internal sealed class AsyncClient(string endpoint) : IDisposable
{
    private readonly Socket _socket = Sockets.Connect(endpoint);
    private readonly byte[] _request = new byte[256];
    private readonly ReceiveBuffer _replies = new();

    // Still in the buffer, because the caller of an echo reads it there.
    private int _lastReply;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> AddAsync(int x, int y)
    {
        AddFrame.WriteRequest(_request, 1, x, y);
        _replies.Read(_lastReply);
        await _socket.SendAsync(_request.AsMemory(0, AddFrame.RequestSize));
        while (!RawFrame.TryRead(_replies.Filled.Span, out _lastReply))
        {
            _replies.Added(await _socket.ReceiveAsync(_replies.Free));
        }

        return AddFrame.Sum(_replies.Filled.Span);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<string> WelcomeAsync(string name)
    {
        int size = RawFrame.HeaderSize + Encoding.UTF8.GetBytes(name, _request.AsSpan(RawFrame.HeaderSize));
        RawFrame.WriteHeader(_request, size, 1, RawFrame.Welcome);
        ReadOnlyMemory<byte> reply = await ExchangeAsync(_request.AsMemory(0, size));
        return Encoding.UTF8.GetString(reply.Span[RawFrame.HeaderSize..]);
    }

    /// <param name="framed">The bytes behind room for a header.</param>
    /// <returns>The answer, valid until the next call.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReadOnlyMemory<byte>> EchoAsync(byte[] framed)
    {
        RawFrame.WriteHeader(framed, framed.Length, 1, RawFrame.Echo);
        ReadOnlyMemory<byte> reply = await ExchangeAsync(framed);
        return reply[RawFrame.HeaderSize..];
    }

    public void Dispose() => _socket.Dispose();

    // AddAsync does the same by itself: the floor of the smallest call has no state machine to spare.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadOnlyMemory<byte>> ExchangeAsync(ReadOnlyMemory<byte> request)
    {
        _replies.Read(_lastReply);
        await _socket.SendAsync(request);
        while (!RawFrame.TryRead(_replies.Filled.Span, out _lastReply))
        {
            _replies.Added(await _socket.ReceiveAsync(_replies.Free));
        }

        return _replies.Filled[.._lastReply];
    }
}
