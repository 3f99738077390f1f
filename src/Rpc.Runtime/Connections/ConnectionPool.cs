using Microsoft.Extensions.Logging;
using Rpc.Calls;
using Rpc.Diagnostics;
using Rpc.Protocol;
using Rpc.Transports;

namespace Rpc.Connections;

/// <summary>One connection per address, made when first needed and again after it ended. Thread-safe.</summary>
/// <remarks>Invariant, under <c>_lock</c>: an address has at most one entry, so at most one attempt to connect runs for it; a failed or ended one leaves no entry.</remarks>
internal sealed class ConnectionPool(IConnectionHost host, Func<string, CancellationToken, TransportConnection> connect, IClientGate? gate) : IDisposable
{
    private readonly IConnectionHost _host = host;
    private readonly Func<string, CancellationToken, TransportConnection> _connect = connect;
    private readonly IClientGate? _gate = gate;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TaskCompletionSource<RpcConnection>> _entries = new(StringComparer.Ordinal);
    private bool _disposed;

    public ILogger Logger => _host.Logger;

    /// <summary>Connections that are open.</summary>
    public RpcConnection[] Connections
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Values.Where(static e => e.Task.IsCompletedSuccessfully).Select(static e => e.Task.Result)];
            }
        }
    }

    /// <summary>The connection to an address. The task is completed by a thread of the runtime's own, so a blocked thread may wait for it.</summary>
    public Task<RpcConnection> GetAsync(string address)
    {
        TaskCompletionSource<RpcConnection> entry;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_entries.TryGetValue(address, out TaskCompletionSource<RpcConnection>? known) && (!known.Task.IsCompleted || (known.Task.IsCompletedSuccessfully && known.Task.GetAwaiter().GetResult().IsOpen)))
            {
                return known.Task;
            }

            entry = new TaskCompletionSource<RpcConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
            _entries[address] = entry;
        }

        ElasticThreads.Run(static work => ((Attempt)work!).Run(), new Attempt(this, address, entry));
        return entry.Task;
    }

    public void Forget(RpcConnection connection)
    {
        lock (_lock)
        {
            foreach ((string address, TaskCompletionSource<RpcConnection> entry) in _entries)
            {
                if (entry.Task.IsCompletedSuccessfully && entry.Task.Result == connection)
                {
                    _entries.Remove(address);
                    return;
                }
            }
        }
    }

    public void Dispose()
    {
        TaskCompletionSource<RpcConnection>[] entries;
        lock (_lock)
        {
            _disposed = true;
            entries = [.. _entries.Values];
            _entries.Clear();
        }

        foreach (TaskCompletionSource<RpcConnection> entry in entries)
        {
            // An attempt under way sees that the pool is disposed when it is done.
            if (entry.Task.IsCompletedSuccessfully)
            {
                entry.Task.Result.End("the client was disposed");
            }
        }
    }

    private void Failed(string address, TaskCompletionSource<RpcConnection> entry, RpcException exception)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(address, out TaskCompletionSource<RpcConnection>? current) && current == entry)
            {
                _entries.Remove(address);
            }
        }

        FailureMetrics.ConnectFailed();
        FailureLog.ConnectFailed(_host.Logger, address, exception.Message);
        entry.TrySetException(exception);

        // Whoever asked may have given up: the failure is told to those who wait, and is no fault otherwise.
        _ = entry.Task.Exception;
    }

    private sealed class Attempt(ConnectionPool pool, string address, TaskCompletionSource<RpcConnection> entry)
    {
        public void Run()
        {
            IConnectionHost host = pool._host;
            try
            {
                using var limit = new CancellationTokenSource(host.Limits.HandshakeTimeout);
                (byte[] credentials, byte[] data) = pool._gate?.Greet(address, limit.Token) ?? ([], []);
                TransportConnection transport = pool._connect(address, limit.Token);
                RpcConnection connection;
                using (limit.Token.UnsafeRegister(static t => ((TransportConnection)t!).Abort(), transport))
                {
                    connection = Shake(host, transport, credentials, data, limit.Token);
                }

                RpcLog.Connected(host.Logger, address);
                connection.Open(readAtOnce: false);
                if (!Keep(connection))
                {
                    connection.End("the client was disposed");
                }
            }
            catch (RpcException exception)
            {
                pool.Failed(address, entry, exception);
            }
            catch (Exception exception) when (exception is IOException or ProtocolException)
            {
                pool.Failed(address, entry, RemoteErrors.NotConnected(address, exception.Message, exception));
            }
            catch (Exception exception)
            {
                RpcLog.Fault(host.Logger, exception);
                pool.Failed(address, entry, RemoteErrors.NotConnected(address, exception.Message, exception));
            }
        }

        private RpcConnection Shake(IConnectionHost host, TransportConnection transport, byte[] credentials, byte[] data, CancellationToken limit)
        {
            try
            {
                return ClientHandshake.Run(host, transport, credentials, data, pool._gate is { } gate ? welcome => gate.Check(address, transport, welcome, limit) : null);
            }
            catch
            {
                transport.Abort();
                throw;
            }
        }

        private bool Keep(RpcConnection connection)
        {
            lock (pool._lock)
            {
                if (!pool._disposed)
                {
                    entry.TrySetResult(connection);
                    return true;
                }
            }

            entry.TrySetException(new ObjectDisposedException(nameof(ConnectionPool), "The client was disposed."));
            _ = entry.Task.Exception;
            return false;
        }
    }
}
