using System.Net.Sockets;
using System.Text;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>The calling thread sends and blocks in receive. Used by one thread.</summary>
internal sealed class BlockingClient(string endpoint) : IDisposable
{
    private readonly Socket _socket = Sockets.Connect(endpoint);
    private readonly byte[] _request = new byte[256];
    private readonly ReceiveBuffer _replies = new();

    // Still in the buffer, because the caller of an echo reads it there.
    private int _lastReply;

    public int Add(int x, int y)
    {
        AddFrame.WriteRequest(_request, 1, x, y);
        return AddFrame.Sum(Exchange(_request.AsSpan(0, AddFrame.RequestSize)).Span);
    }

    public string Welcome(string name)
    {
        int size = RawFrame.HeaderSize + Encoding.UTF8.GetBytes(name, _request.AsSpan(RawFrame.HeaderSize));
        RawFrame.WriteHeader(_request, size, 1, RawFrame.Welcome);
        return Encoding.UTF8.GetString(Exchange(_request.AsSpan(0, size)).Span[RawFrame.HeaderSize..]);
    }

    /// <param name="framed">The bytes behind room for a header.</param>
    /// <returns>The answer, valid until the next call.</returns>
    public ReadOnlyMemory<byte> Echo(byte[] framed)
    {
        RawFrame.WriteHeader(framed, framed.Length, 1, RawFrame.Echo);
        return Exchange(framed)[RawFrame.HeaderSize..];
    }

    public void Dispose() => _socket.Dispose();

    private ReadOnlyMemory<byte> Exchange(ReadOnlySpan<byte> request)
    {
        _replies.Read(_lastReply);
        _socket.Send(request);
        while (!RawFrame.TryRead(_replies.Filled.Span, out _lastReply))
        {
            _replies.Added(_socket.Receive(_replies.Free.Span));
        }

        return _replies.Filled[.._lastReply];
    }
}
