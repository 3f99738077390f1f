using System.Net;
using System.Net.Sockets;

namespace Rpc.Tasks.Stores;

/// <summary>Tells this process, and the other stores that have the same file open, what commits have changed: each binds a port of the loopback address and says so in the file.</summary>
/// <remarks>Datagrams are hints and may be lost. Anybody on this machine can send some; all that does is let somebody look.</remarks>
internal sealed class SqliteAnnouncer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Guid _identity;
    private readonly TaskListeners _listeners;

    /// <param name="identity">Of the file: what is sent for another is not for us.</param>
    /// <param name="listeners">Who listens in this process.</param>
    public SqliteAnnouncer(Guid identity, TaskListeners listeners)
    {
        (_identity, _listeners) = (identity, listeners);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _ = ReceiveAsync();
    }

    /// <summary>Names this store among those of the file.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Reads who else listens, inside the transaction of which they are to be told.</summary>
    public void Prepare(SqliteSignal signal, SqliteSession session)
    {
        if (signal.Kinds != TaskSignalKinds.None)
        {
            SqliteStatement ports = session.Begin("SELECT port FROM listeners WHERE id <> ?1").Add(Id);
            while (ports.Step())
            {
                signal.Ports.Add(ports.Int(0));
            }
        }
    }

    /// <summary>Tells what was committed, and makes the signal empty.</summary>
    public void Tell(SqliteSignal signal)
    {
        if (signal.Kinds == TaskSignalKinds.None)
        {
            return;
        }

        TaskSignal all = signal.Take();
        _listeners.Tell(all);
        if (signal.Ports.Count > 0)
        {
            byte[] datagram = SqliteDatagram.Write(_identity, all);
            foreach (int port in signal.Ports)
            {
                Send(datagram, port);
            }
        }

        signal.Clear();
    }

    public void Dispose() => _socket.Dispose();

    private void Send(byte[] datagram, int port)
    {
        try
        {
            _socket.SendTo(datagram, new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It has gone, or its buffer is full: it looks for itself.
        }
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = new byte[SqliteDatagram.MostBytes];
        while (true)
        {
            try
            {
                int length = await _socket.ReceiveAsync(buffer).ConfigureAwait(false);
                if (SqliteDatagram.Read(_identity, buffer.AsSpan(0, length)) is { } signal)
                {
                    _listeners.Tell(signal);
                }
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket)
            {
                return;
            }
            catch (SocketException)
            {
                // A datagram that was too long, or word that somebody to whom one was sent has gone.
            }
        }
    }
}
