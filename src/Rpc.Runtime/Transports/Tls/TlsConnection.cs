using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace Rpc.Transports;

/// <summary>TLS over TCP. Asynchronous for good: a record has to be complete before anything of it can be read, so there is no receive that blocks for a while and comes back.</summary>
/// <remarks>
/// Invariants: <c>_users</c> counts this connection itself, until it is aborted, and every operation under way; none begins after the abort, and whoever
/// takes it to zero closes the stream, which nobody else touches any more. <c>_cut</c> is set while a record may have left in part: nothing may follow it.
/// </remarks>
internal sealed class TlsConnection : TransportConnection
{
    /// <summary>Bytes of a peer's last words that are passed over at the end; more than a handshake sends unasked.</summary>
    private const int MostUnread = 64 * 1024;

    private readonly Socket _socket;
    private readonly SslStream _stream;
    private readonly ITlsSide _side;
    private readonly CancellationTokenSource _closing = new();
    private TlsPeer? _peer;
    private int _users = 1;
    private int _aborted;
    private volatile bool _cut;

    public TlsConnection(Socket socket, string remoteAddress, ITlsSide side)
    {
        _socket = socket;
        _side = side;
        RemoteAddress = remoteAddress;
        socket.NoDelay = true;
        _stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
    }

    public override string RemoteAddress { get; }

    public override bool CanBlock => false;

    public override bool HasInput => false;

    public override bool IsEncrypted => true;

    public override X509Certificate2? PeerCertificate => _peer?.Certificate;

    internal override PeerRefusal? PeerRefusal => _peer?.Refusal;

    public override async ValueTask OpenAsync()
    {
        Enter("the TLS handshake");
        try
        {
            _peer = await _side.ShakeHandsAsync(_socket, _stream, _closing.Token).ConfigureAwait(false);
        }
        catch (Exception) when (_aborted != 0)
        {
            throw new IOException("the TLS handshake was not complete in time");
        }
        catch (TlsException)
        {
            throw;
        }
        catch (Exception exception)
        {
            throw _side.Explain(exception);
        }
        finally
        {
            Leave();
        }
    }

    public override int Receive(Span<byte> buffer) => throw new NotSupportedException("A TLS connection has no blocking receive.");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        Enter("receiving");
        try
        {
            int received = await _stream.ReadAsync(buffer, _closing.Token).ConfigureAwait(false);
            return received != 0 || _aborted == 0 ? received : throw Closed("receiving");
        }
        catch (Exception exception)
        {
            throw Failed("receiving", exception);
        }
        finally
        {
            Leave();
        }
    }

    public override int TrySend(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("A TLS connection has no blocking send.");

    public override void Send(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("A TLS connection has no blocking send.");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        Enter("sending");
        try
        {
            _cut = true;
            await _stream.WriteAsync(bytes, _closing.Token).ConfigureAwait(false);
            _cut = false;
        }
        catch (Exception exception)
        {
            throw Failed("sending", exception);
        }
        finally
        {
            Leave();
        }
    }

    internal override void LimitBuffers(int bytes)
    {
        _socket.SendBufferSize = bytes;
        _socket.ReceiveBufferSize = bytes;
    }

    public override void Abort()
    {
        if (Interlocked.Exchange(ref _aborted, 1) == 0)
        {
            _closing.Cancel();
            Leave();
        }
    }

    private IOException Failed(string what, Exception exception) => _aborted != 0 ? Closed(what, exception) : new IOException($"{what} failed: {TlsFault.ReasonOf(exception)}", exception);

    private static IOException Closed(string what, Exception? inner = null) => new($"{what} failed: the connection was closed on this side", inner);

    private void Enter(string what)
    {
        for (int users = Volatile.Read(ref _users); ; users = Volatile.Read(ref _users))
        {
            if (_aborted != 0 || users == 0)
            {
                throw Closed(what);
            }

            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users)
            {
                return;
            }
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            Close();
        }
    }

    /// <summary>Says that this is the end, as far as that goes without waiting, and closes.</summary>
    private void Close()
    {
        try
        {
            if (_peer is not null && !_cut)
            {
                // close_notify. A peer that does not read has no use for it, so nobody waits until it has left.
                _ = _stream.ShutdownAsync().ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            _socket.Shutdown(SocketShutdown.Send);

            // What lies unread when a socket closes makes the system send a reset, which may overtake and destroy what was sent last.
            byte[] unread = new byte[4 * 1024];
            for (int left = MostUnread; left > 0 && _socket.Available > 0;)
            {
                left -= Math.Max(1, _socket.Receive(unread));
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It is broken, and cannot be told.
        }

        _stream.Dispose();
    }
}
