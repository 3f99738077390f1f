using System.Net;
using System.Net.Sockets;

namespace Rpc.Testing;

/// <summary>
/// A TCP proxy between processes that does to the bytes what its <see cref="Faults"/> say. It holds at most 1 MiB for each direction of a connection;
/// beyond that a sender waits. Thread-safe. Disposing it closes its port and cuts its connections.
/// </summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    private const int Backlog = 512;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly bool _ownsFaults;
    private readonly Task _accepting;
    private volatile RemoteUri _target;
    private int _disposed;

    private FaultyProxy(RemoteUri target, NetworkFaults? faults, int port)
    {
        _target = Checked(target);
        _ownsFaults = faults is null;
        Faults = faults ?? new NetworkFaults();
        try
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            _listener.Listen(Backlog);
        }
        catch (SocketException exception)
        {
            _listener.Dispose();
            throw new IOException($"A proxy cannot listen on port {port} of 127.0.0.1: {exception.SocketErrorCode}. Choose port 0 for a free one.", exception);
        }

        Address = RemoteUri.ForHost("127.0.0.1", ((IPEndPoint)_listener.LocalEndPoint!).Port);
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where the proxy listens: <c>rpc://127.0.0.1:port</c>.</summary>
    public RemoteUri Address { get; }

    /// <summary>What goes wrong. Each new connection is asked for too.</summary>
    public NetworkFaults Faults { get; }

    /// <summary>Where new connections are led to: <c>rpc://host:port</c>. Those that are open stay where they are; <see cref="NetworkFaults.Cut"/> ends them.</summary>
    /// <exception cref="ArgumentException">It is no TCP address with a port.</exception>
    public RemoteUri Target
    {
        get => _target;
        set => _target = Checked(value);
    }

    /// <summary>Starts a proxy on a port of 127.0.0.1.</summary>
    /// <param name="target">Where connections are led to: <c>rpc://host:port</c>, or <c>rpcs://host:port</c>, whose bytes are passed on as they are. An object in it is ignored.</param>
    /// <param name="faults">What goes wrong, and stays the caller's; null for a plan of its own.</param>
    /// <param name="port">0 for a free one.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static FaultyProxy Start(RemoteUri target, NetworkFaults? faults = null, int port = 0)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new FaultyProxy(target, faults, port);
    }

    /// <inheritdoc cref="Start(RemoteUri, NetworkFaults?, int)"/>
    public static FaultyProxy Start(string target, NetworkFaults? faults = null, int port = 0) => Start(RemoteUri.Parse(target), faults, port);

    /// <summary>The same object, reached through this proxy.</summary>
    public RemoteUri Through(RemoteUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.WithAddress(Address.Host!, Address.Port);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _end.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        if (_ownsFaults)
        {
            Faults.Dispose();
        }
    }

    private static RemoteUri Checked(RemoteUri target) => target is { Host: not null, Port: > 0 }
        ? target.WithoutObject()
        : throw new ArgumentException($"{target} cannot be proxied: give a TCP address with a port, as in rpc://127.0.0.1:9101.", nameof(target));

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                Socket near = await _listener.AcceptAsync(_end.Token).ConfigureAwait(false);
                _ = ForwardAsync(new ProxySocket(near));
            }
            catch (Exception exception) when (_end.IsCancellationRequested && exception is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
            catch (SocketException)
            {
                // For want of descriptors, most likely.
                await Task.Delay(20).ConfigureAwait(false);
            }
        }
    }

    private async Task EndWithProxyAsync(FaultLink link)
    {
        await using (_end.Token.UnsafeRegister(static link => ((FaultLink)link!).Break("the proxy was disposed"), link).ConfigureAwait(false))
        {
            await link.Ended.ConfigureAwait(false);
        }
    }

    private async Task ForwardAsync(ProxySocket near)
    {
        FaultLink? link = null;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            RemoteUri target = _target;
            link = Faults.Open(target.ToString());
            await socket.ConnectAsync(target.Host!, target.Port, _end.Token).ConfigureAwait(false);
            var far = new ProxySocket(socket);
            _ = EndWithProxyAsync(link);
            FaultPump.Start(link, far, link.Up, link.Down);
            FaultPump.Start(link, near, link.Down, link.Up);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            socket.Dispose();
            near.Abort();
            link?.End();
        }
    }
}
