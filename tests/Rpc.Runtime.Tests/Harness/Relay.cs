using System.Net;
using System.Net.Sockets;

namespace Rpc.Runtime.Tests;

/// <summary>Stands between a client and a server, passes bytes on in pieces of a given size, and remembers what the server sent.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<byte> _fromServer = [];
    private readonly List<Socket> _sockets = [];
    private readonly int _server;
    private readonly int _piece;
    private readonly Task _loop;

    public Relay(RemoteUri server, int piece = int.MaxValue)
    {
        _server = server.Port;
        _piece = piece;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _loop = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Pieces that were passed on.</summary>
    public int Pieces { get; private set; }

    public byte[] FromServer
    {
        get
        {
            lock (_sockets)
            {
                return [.. _fromServer];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_sockets)
        {
            _listener.Dispose();
            _sockets.ForEach(static s => s.Dispose());
        }

        await _loop.Within();
    }

    private async Task AcceptAsync()
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptAsync();
                var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                lock (_sockets)
                {
                    _sockets.AddRange([client, server]);
                }

                await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _server));
                pumps.Add(PumpAsync(client, server, remember: false));
                pumps.Add(PumpAsync(server, client, remember: true));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool remember)
    {
        byte[] buffer = new byte[8 * 1024];
        try
        {
            for (int received = 1; received > 0;)
            {
                received = await from.ReceiveAsync(buffer);
                lock (_sockets)
                {
                    Pieces += (received + Math.Min(_piece, buffer.Length) - 1) / Math.Min(_piece, buffer.Length);
                    _fromServer.AddRange(remember ? buffer.AsSpan(0, received) : default);
                }

                for (int sent = 0; sent < received;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, Math.Min(_piece, received - sent)));
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // One of the two is gone.
        }
    }
}
