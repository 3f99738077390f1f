using Rpc.Diagnostics;
using Rpc.Transports;

namespace Rpc.Connections;

/// <summary>Accepts connections at one address, shakes hands with each, and keeps them for its server until they end.</summary>
/// <remarks>Invariant, under <c>_lock</c>: <c>_connections</c> holds every open connection, <c>_handshakes</c> counts those that are not one yet; none is added after <c>_closed</c>.</remarks>
internal sealed class ConnectionAcceptor(IConnectionHost host, ITransportListener listener, string uri, IServerGate? gate) : IAsyncDisposable
{
    private const int FirstDelay = 5;
    private const int LongestDelay = 1_000;

    private readonly Lock _lock = new();
    private readonly HashSet<RpcConnection> _connections = [];
    private int _handshakes;
    private bool _draining;
    private bool _closed;

    public RpcConnection[] Connections
    {
        get
        {
            lock (_lock)
            {
                return [.. _connections];
            }
        }
    }

    /// <summary>Accepts on threads of the pool from now on, whatever thread calls.</summary>
    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(static acceptor => _ = acceptor.AcceptAsync(), this, preferLocal: false);

    public void Forget(RpcConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection);
        }
    }

    /// <summary>Accepts no more and announces the end on every connection.</summary>
    public async ValueTask DrainAsync()
    {
        await listener.DisposeAsync().ConfigureAwait(false);
        lock (_lock)
        {
            _draining = true;
        }

        foreach (RpcConnection connection in Connections)
        {
            connection.Drain();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync().ConfigureAwait(false);
        lock (_lock)
        {
            _closed = true;
        }

        foreach (RpcConnection connection in Connections)
        {
            connection.End("this side is shutting down");
        }
    }

    private async Task AcceptAsync()
    {
        int delay = FirstDelay;
        while (true)
        {
            try
            {
                if (await listener.AcceptAsync().ConfigureAwait(false) is not { } transport)
                {
                    return;
                }

                delay = FirstDelay;
                _ = ShakeHandsAsync(transport);
            }
            catch (IOException exception)
            {
                // For want of descriptors, most likely: without a pause this loop would take a core and help nobody.
                RpcMetrics.CountRefused("AcceptFailed");
                RpcLog.AcceptFailed(host.Logger, PeerWarnings.Next(host.Logger), uri, exception.Message, delay);
                await Task.Delay(delay).ConfigureAwait(false);
                delay = Math.Min(delay * 2, LongestDelay);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (Exception exception)
            {
                // A listener of somebody's own that breaks its promise: nothing is accepted any more, and nobody else would hear of it.
                RpcLog.Fault(host.Logger, exception);
                return;
            }
        }
    }

    private async Task ShakeHandsAsync(TransportConnection transport)
    {
        if (gate is not null && gate.IsShutTo(transport))
        {
            RpcMetrics.CountRefused(nameof(RpcLimits.MaxDeniedHandshakes));
            transport.Abort();
            return;
        }

        if (Over() is { } over)
        {
            RpcMetrics.CountRefused(over.Limit);
            RpcLog.ConnectionOverLimit(host.Logger, PeerWarnings.Next(host.Logger), transport.RemoteAddress, over.Limit, over.Value);
            transport.Abort();
            return;
        }

        RpcConnection? connection = null;
        var slot = new BlockingSlot();
        try
        {
            if (transport.CanBlock && !slot.TryTake())
            {
                transport.StopBlocking();
            }

            if (transport.CanBlock)
            {
                // Awaited here and in no method between: that one could be done before it is awaited, and this thread, which accepts, would block.
                await ElasticThreads.SwitchAsync();
            }

            connection = await ServerHandshake.RunAsync(host, transport, slot, gate).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            RpcLog.Fault(host.Logger, exception);
            transport.Abort();
        }

        bool draining;
        lock (_lock)
        {
            _handshakes--;
            draining = _draining;
            if (connection is not null && !_closed)
            {
                _connections.Add(connection);
                host.OnOpening(connection);
            }
            else
            {
                connection = null;
            }
        }

        if (connection is null)
        {
            transport.Abort();
            slot.Release();
            return;
        }

        connection.Open(readAtOnce: true, uri);
        if (draining)
        {
            connection.Drain();
        }
    }

    /// <summary>Counts a handshake in, or says which limit it would break.</summary>
    private (string Limit, int Value)? Over()
    {
        lock (_lock)
        {
            if (_handshakes >= host.Limits.MaxPendingHandshakes)
            {
                return (nameof(RpcLimits.MaxPendingHandshakes), host.Limits.MaxPendingHandshakes);
            }

            if (_handshakes + _connections.Count >= host.Limits.MaxConnections)
            {
                return (nameof(RpcLimits.MaxConnections), host.Limits.MaxConnections);
            }

            _handshakes++;
            return null;
        }
    }
}
