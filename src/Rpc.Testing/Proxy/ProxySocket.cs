using System.Net.Sockets;
using Rpc.Transports;

namespace Rpc.Testing;

/// <summary>One of the two sockets of a proxied connection.</summary>
internal sealed class ProxySocket : TransportConnection
{
    private readonly Socket _socket;
    private bool _sendEnded;
    private bool _receiveEnded;

    public ProxySocket(Socket socket)
    {
        _socket = socket;
        socket.NoDelay = true;
        RemoteAddress = socket.RemoteEndPoint?.ToString() ?? "unknown";
    }

    public override string RemoteAddress { get; }

    public override bool CanBlock => false;

    public override bool HasInput => false;

    public override int Receive(Span<byte> buffer) => throw new NotSupportedException("A proxied socket never blocks.");

    public override int TrySend(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("A proxied socket never blocks.");

    public override void Send(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("A proxied socket never blocks.");

    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            int received = await _socket.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false);
            _receiveEnded = received == 0;
            return received;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new IOException($"receiving from {RemoteAddress} failed: {exception.Message}", exception);
        }
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false)..];
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new IOException($"sending to {RemoteAddress} failed: {exception.Message}", exception);
        }
    }

    public override void EndSending()
    {
        try
        {
            _sendEnded = true;
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has ended otherwise.
        }
    }

    public override void Abort()
    {
        try
        {
            if (!_sendEnded || !_receiveEnded)
            {
                // Closed without lingering the peer gets a reset: it sees a connection that was cut and no end in order.
                _socket.LingerState = new LingerOption(true, 0);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        _socket.Dispose();
    }
}
