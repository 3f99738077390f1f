using System.Net;
using System.Net.Sockets;

namespace Rpc.Stress.Tests;

/// <summary>A TCP link through which a client reaches a server: with small buffers, and with hands on it that stop or cut it.</summary>
internal sealed class NarrowLink : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly int _target;
    private readonly int _buffer;
    private readonly Task _accepting;
    private readonly List<Socket> _sockets = [];
    private readonly Gate _up = new();
    private readonly Gate _down = new();
    private int _accepted;

    /// <param name="target">Where the server listens.</param>
    /// <param name="buffer">Bytes that the link takes in before its reader has taken them.</param>
    public NarrowLink(RemoteUri target, int buffer = 4096)
    {
        _target = target.Port;
        _buffer = buffer;
        _listener.ReceiveBufferSize = buffer;
        _listener.SendBufferSize = buffer;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(64);
        _accepting = AcceptAsync();
    }

    /// <summary>Connections that were made through it.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>An object's URI as seen through the link.</summary>
    public RemoteUri Through(RemoteUri uri) => RemoteUri.Parse($"rpc://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/{uri.ObjectId}");

    /// <summary>Takes nothing from the client any more, or goes on.</summary>
    public void StopClient(bool stop) => _up.Close(stop);

    /// <summary>Takes nothing from the server any more, or goes on.</summary>
    public void StopServer(bool stop) => _down.Close(stop);

    /// <summary>Ends every connection in the middle of whatever it carries.</summary>
    public void Cut()
    {
        lock (_sockets)
        {
            _sockets.ForEach(static s => s.Close(0));
            _sockets.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _up.Close(false);
        _down.Close(false);
        Cut();
        await _accepting.Within();
    }

    private async Task AcceptAsync()
    {
        var served = new List<Task>();
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptAsync();
                Interlocked.Increment(ref _accepted);
                served.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Cut();
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using Socket first = client;
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = _buffer, SendBufferSize = _buffer, NoDelay = true };
        client.NoDelay = true;
        lock (_sockets)
        {
            _sockets.Add(client);
            _sockets.Add(server);
        }

        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAll(FlowAsync(client, server, _up), FlowAsync(server, client, _down));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut while it was being made.
        }
    }

    private async Task FlowAsync(Socket from, Socket to, Gate gate)
    {
        byte[] bytes = new byte[_buffer];
        try
        {
            while (true)
            {
                await gate.PassAsync();
                int count = await from.ReceiveAsync(bytes);
                if (count == 0)
                {
                    break;
                }

                for (int sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(bytes.AsMemory(sent, count - sent));
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // One end went; so does the other.
        }

        from.Dispose();
        to.Dispose();
    }

    private sealed class Gate
    {
        private volatile TaskCompletionSource? _closed;

        public void Close(bool close)
        {
            TaskCompletionSource? before = _closed;
            _closed = close ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
            before?.TrySetResult();
        }

        public Task PassAsync() => _closed?.Task ?? Task.CompletedTask;
    }
}
