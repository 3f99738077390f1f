using System.Net;
using System.Net.Sockets;

namespace Rpc.Transports;

/// <summary>Listens on TCP or a Unix socket.</summary>
internal sealed class SocketListener : ITransportListener
{
    private const int Backlog = 512;

    private readonly Socket _socket;
    private readonly string? _path;
    private readonly Func<Socket, string, TransportConnection>? _wrap;
    private volatile bool _disposed;

    private SocketListener(Socket socket, string? path, Func<Socket, string, TransportConnection>? wrap)
    {
        _socket = socket;
        _path = path;
        _wrap = wrap;
    }

    /// <summary>The address that was bound, with the port that the system chose.</summary>
    public EndPoint LocalEndPoint => _socket.LocalEndPoint!;

    /// <param name="endPoint">The address.</param>
    /// <param name="wrap">Makes connections of accepted sockets and the peers' addresses; null for plain ones.</param>
    public static SocketListener Listen(EndPoint endPoint, Func<Socket, string, TransportConnection>? wrap = null)
    {
        string? path = (endPoint as UnixDomainSocketEndPoint)?.ToString();
        if (path is not null)
        {
            UnixSocketFile.ReplaceIfStale(path);
        }

        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, path is null ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            // No ReuseAddress: .NET sets SO_REUSEPORT with it, and two servers would share a live port. Bind itself lets a restarted server take its port back.
            socket.Bind(endPoint);
            if (path is not null && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            socket.Listen(Backlog);
            return new SocketListener(socket, path, wrap);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new IOException($"Cannot listen on {endPoint}: {exception.SocketErrorCode}.", exception);
        }
    }

    public async ValueTask<TransportConnection?> AcceptAsync()
    {
        try
        {
            Socket socket = await _socket.AcceptAsync().ConfigureAwait(false);
            if (NativeSocket.IsSupported && DescriptorLimit.IsAmongLast(socket.Handle))
            {
                // The very last one may cost the process its life; see DescriptorLimit.
                socket.Dispose();
                throw new IOException("accepting failed: too few descriptors are left");
            }

            string peer = _path is null ? socket.RemoteEndPoint?.ToString() ?? "unknown" : $"unix:{_path}";
            return _wrap is null ? new SocketConnection(socket, peer, blocking: true) : _wrap(socket, peer);
        }
        catch (Exception) when (_disposed)
        {
            return null;
        }
        catch (SocketException exception)
        {
            throw new IOException($"accepting failed: {exception.SocketErrorCode}", exception);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            _socket.Dispose();
            if (_path is not null)
            {
                File.Delete(_path);
            }
        }

        return ValueTask.CompletedTask;
    }
}
