using Microsoft.Extensions.Logging;
using Rpc.Diagnostics;
using Rpc.Transports;

namespace Rpc.Connections;

/// <summary>One connection per address, made when first needed and again after it ended, with pauses between attempts that failed. Thread-safe.</summary>
/// <remarks>
/// Invariants, under <c>_lock</c>: an address has at most one entry and that one at most one attempt, so at most one attempt to connect waits or runs for it;
/// a failed or ended one leaves none. After <c>_disposed</c> no attempt begins, and none that ends well is kept.
/// </remarks>
internal sealed class ConnectionPool(IConnectionHost host, Func<string, CancellationToken, TransportConnection> connect, IClientGate? gate, ReconnectOptions? reconnect = null, TimeProvider? time = null) : IDisposable
{
    /// <summary>Failures in a row after which an address counts as unreachable.</summary>
    private const int CircuitFailures = 4;

    /// <summary>Addresses that are remembered without a connection, for those who ask; more are forgotten.</summary>
    private const int MostIdle = 256;

    private readonly IConnectionHost _host = host;
    private readonly ReconnectOptions _reconnect = reconnect ?? new ReconnectOptions();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PoolEntry> _entries = new(StringComparer.Ordinal);
    private volatile bool _disposed;

    /// <summary>Hears of every change, under the pool's lock; null for nobody.</summary>
    public Action<RpcConnectionInfo>? Changed { get; set; }

    /// <summary>Whether no connection is made any more.</summary>
    public bool IsDisposed => _disposed;

    public ILogger Logger => _host.Logger;

    /// <summary>Connections that are open.</summary>
    public RpcConnection[] Connections
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Values.Where(static e => e.Connection is not null).Select(static e => e.Connection!)];
            }
        }
    }

    /// <summary>How the client stands with every address that it knows.</summary>
    public RpcConnectionInfo[] Describe()
    {
        lock (_lock)
        {
            return [.. _entries.Values.Select(static e => e.Describe())];
        }
    }

    /// <summary>The connection to an address. The task is completed by a thread of the runtime's own, so a blocked thread may wait for it.</summary>
    /// <param name="address">The address.</param>
    /// <param name="patience">How long a pause between attempts is waited for; a longer one is a failure at once.</param>
    public Task<RpcConnection> GetAsync(string address, TimeSpan patience)
    {
        PoolEntry entry;
        TaskCompletionSource<RpcConnection> attempt;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_entries.TryGetValue(address, out PoolEntry? known))
            {
                Forget();
                known = _entries[address] = new PoolEntry(address);
            }

            entry = known;
            if (entry.Connection is { IsOpen: false } ending)
            {
                entry.Draining = ending;
                entry.Attempt = null;
            }

            if (entry.Attempt is { } running)
            {
                return running.Task;
            }

            TimeSpan pause = entry.Failures == 0 ? TimeSpan.Zero : _time.GetElapsedTime(_time.GetTimestamp(), entry.NotBefore);
            if (pause > patience)
            {
                return Task.FromException<RpcConnection>(entry.TooEarly(pause));
            }

            attempt = entry.Attempt = new TaskCompletionSource<RpcConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (pause > TimeSpan.Zero)
            {
                // Made still, and started when it is known to the entry: it may be due at once.
                entry.Timer = _time.CreateTimer(_ => BeginDelayed(entry, attempt), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                entry.Timer.Change(pause, Timeout.InfiniteTimeSpan);
                return attempt.Task;
            }

            Tell(entry);
        }

        Begin(entry, attempt);
        return attempt.Task;
    }

    /// <summary>A connection has ended.</summary>
    public void Forget(RpcConnection connection)
    {
        lock (_lock)
        {
            foreach (PoolEntry entry in _entries.Values)
            {
                if (entry.Draining == connection)
                {
                    entry.Draining = null;
                    return;
                }

                if (entry.Connection == connection)
                {
                    entry.Attempt = null;
                    entry.LastError = connection.EndReason;
                    Tell(entry);
                    return;
                }
            }
        }
    }

    /// <summary>The peer of a connection takes no new calls.</summary>
    public void OnDraining(RpcConnection connection)
    {
        lock (_lock)
        {
            foreach (PoolEntry entry in _entries.Values)
            {
                if (entry.Connection == connection)
                {
                    Tell(entry);
                    return;
                }
            }
        }
    }

    public void Dispose()
    {
        PoolEntry[] entries;
        lock (_lock)
        {
            _disposed = true;
            entries = [.. _entries.Values];
        }

        foreach (PoolEntry entry in entries)
        {
            RpcConnection?[] open;
            lock (_lock)
            {
                open = [entry.Connection, entry.Draining];
                if (entry.Timer is { } timer)
                {
                    timer.Dispose();
                    entry.Timer = null;
                    GiveUp(entry.Attempt!);
                    entry.Attempt = null;
                }
            }

            // An attempt under way sees that the pool is disposed when it is done.
            foreach (RpcConnection? connection in open)
            {
                connection?.Close("the client was disposed");
            }
        }

        lock (_lock)
        {
            _entries.Clear();
        }
    }

    /// <summary>An attempt has made a connection. False when nobody wants it any more.</summary>
    public bool Keep(PoolEntry entry, TaskCompletionSource<RpcConnection> attempt, RpcConnection connection)
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                if (entry.Failures >= CircuitFailures)
                {
                    DeliveryLog.CircuitClosed(_host.Logger, entry.Address, entry.Failures);
                }

                entry.Failures = 0;
                entry.LastError = null;
                attempt.TrySetResult(connection);
                Tell(entry);
                return true;
            }
        }

        GiveUp(attempt);
        return false;
    }

    /// <summary>An attempt has failed: its address is left alone for a while.</summary>
    public void Failed(PoolEntry entry, TaskCompletionSource<RpcConnection> attempt, RpcException failure)
    {
        int failures;
        lock (_lock)
        {
            failures = ++entry.Failures;
            TimeSpan pause = _reconnect.DelayAfter(failures);
            entry.NotBefore = _time.GetTimestamp() + (long)(pause.TotalSeconds * _time.TimestampFrequency);
            entry.NextAttempt = _time.GetUtcNow() + pause;
            entry.LastError = failure.Message;
            entry.Attempt = null;
            FailureMetrics.ConnectFailed();
            if (failures == CircuitFailures)
            {
                DeliveryLog.CircuitOpened(_host.Logger, entry.Address, failures, failure.Message);
            }
            else
            {
                DeliveryLog.BackingOff(_host.Logger, entry.Address, failures, (long)pause.TotalMilliseconds, failure.Message);
            }

            Tell(entry);
        }

        attempt.TrySetException(new RpcException(failure.Status, failure.Message, failure.Outcome, failure.Reason, failure.InnerException) { RemoteUri = failure.RemoteUri, FailedConnects = failures });

        // Whoever asked may have given up: the failure is told to those who wait, and is no fault otherwise.
        _ = attempt.Task.Exception;
    }

    private static void GiveUp(TaskCompletionSource<RpcConnection> attempt)
    {
        attempt.TrySetException(new ObjectDisposedException(nameof(ConnectionPool), "The client was disposed."));
        _ = attempt.Task.Exception;
    }

    private void BeginDelayed(PoolEntry entry, TaskCompletionSource<RpcConnection> attempt)
    {
        lock (_lock)
        {
            entry.Timer?.Dispose();
            entry.Timer = null;
            if (_disposed || entry.Attempt != attempt)
            {
                return;
            }

            Tell(entry);
        }

        Begin(entry, attempt);
    }

    private void Begin(PoolEntry entry, TaskCompletionSource<RpcConnection> attempt) =>
        ElasticThreads.Run(static work => ((ConnectionAttempt)work!).Run(), new ConnectionAttempt(this, _host, entry, attempt, connect, gate));

    private void Tell(PoolEntry entry) => Changed?.Invoke(entry.Describe());

    /// <summary>Addresses come and go with names: those that are not used do not stay for ever.</summary>
    private void Forget()
    {
        if (_entries.Count >= MostIdle)
        {
            foreach (string idle in _entries.Values.Where(static e => e.Attempt is null && e.Draining is null).Select(static e => e.Address).Take(MostIdle / 2).ToArray())
            {
                _entries.Remove(idle);
            }
        }
    }
}
