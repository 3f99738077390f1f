using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Rpc.Transports;

/// <summary>TCP or Unix socket. Blocks truly until its first asynchronous receive; from then on the runtime's event loop serves it.</summary>
internal sealed class SocketConnection : TransportConnection
{
    /// <summary>How long a blocking receive waits before its caller looks at deadlines and cancellation again.</summary>
    private const int BlockingSliceMilliseconds = 50;

    /// <summary>The same where nobody's deadline depends on it.</summary>
    private const int LongSliceMilliseconds = 1_000;

    /// <summary>How long a blocking send waits for room before its caller decides what to do with the rest.</summary>
    private const int SendSliceMilliseconds = 2;

    private readonly Socket _socket;
    private volatile bool _async;
    private volatile bool _aborted;
    private bool _blocksLonger;
    private long? _userId;

    public SocketConnection(Socket socket, string remoteAddress, bool blocking)
    {
        _socket = socket;
        RemoteAddress = remoteAddress;

        // Windows leaves a socket in an undefined state when a blocking operation times out, so there everything is asynchronous.
        _async = !blocking || !NativeSocket.IsSupported;
        if (socket.ProtocolType == ProtocolType.Tcp)
        {
            socket.NoDelay = true;
        }

        if (CanBlock)
        {
            socket.ReceiveTimeout = BlockingSliceMilliseconds;
        }
    }

    public override string RemoteAddress { get; }

    public override long? PeerUserId => _userId ??= _socket.AddressFamily == AddressFamily.Unix ? UnixPeer.UserIdOf(_socket) : null;

    public override bool CanBlock => !_async;

    public override bool HasInput
    {
        get
        {
            try
            {
                return _socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It is closed; the receive that follows says so.
                return true;
            }
        }
    }

    public override int Receive(Span<byte> buffer) => Receive(buffer, wait: true);

    public override void BlockLonger()
    {
        if (!_blocksLonger)
        {
            _blocksLonger = true;
            try
            {
                _socket.ReceiveTimeout = LongSliceMilliseconds;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It is closed; the receive that follows says so.
            }
        }
    }

    public override int TryReceive(Span<byte> buffer) => Receive(buffer, wait: false);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        _async = true;
        try
        {
            return Received(await _socket.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new IOException($"receiving failed: {Reason(exception)}", exception);
        }
    }

    public override int TrySend(ReadOnlySpan<byte> bytes)
    {
        try
        {
            int sent = NativeSocket.Send(_socket.SafeHandle, bytes);
            return sent == bytes.Length || !_socket.Poll(SendSliceMilliseconds * 1_000, SelectMode.SelectWrite)
                ? sent
                : sent + NativeSocket.Send(_socket.SafeHandle, bytes[sent..]);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            throw new IOException($"sending failed: {Reason(exception)}", exception);
        }
    }

    public override void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[TrySend(bytes)..];
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
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
            throw new IOException($"sending failed: {Reason(exception)}", exception);
        }
    }

    internal override void LimitBuffers(int bytes)
    {
        _socket.SendBufferSize = bytes;
        _socket.ReceiveBufferSize = bytes;
    }

    public override void StopBlocking() => _async = true;

    public override void EndSending()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has ended in both directions.
        }
    }

    public override void Abort()
    {
        _aborted = true;
        try
        {
            // Shutdown first: it wakes a thread that blocks in a receive, which closing alone does not promise.
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was never connected, or it is gone already.
        }

        _socket.Dispose();
    }

    private int Receive(Span<byte> buffer, bool wait)
    {
        try
        {
            return Received(NativeSocket.Receive(_socket.SafeHandle, buffer, wait));
        }
        catch (ObjectDisposedException exception)
        {
            throw new IOException("the connection was closed on this side", exception);
        }
    }

    /// <summary>Shutting down, as <see cref="Abort"/> does before it closes, looks to a pending receive like the peer's end.</summary>
    private int Received(int bytes) => bytes == 0 && _aborted ? throw new IOException("receiving failed: the connection was closed on this side") : bytes;

    private static string Reason(Exception exception) =>
        exception is SocketException socket ? socket.SocketErrorCode.ToString() : "the connection was closed on this side";
}
