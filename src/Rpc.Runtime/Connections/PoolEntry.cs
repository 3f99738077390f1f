using Rpc.Calls;

namespace Rpc.Connections;

/// <summary>What a client knows of one address. Everything under the pool's lock, but <see cref="Attempt"/>'s task.</summary>
internal sealed class PoolEntry(string address)
{
    public string Address { get; } = address;

    /// <summary>The attempt to connect that waits, runs, or has given the connection; null when there is none.</summary>
    public TaskCompletionSource<RpcConnection>? Attempt { get; set; }

    /// <summary>Fires when an attempt that waits may run; null when none waits.</summary>
    public ITimer? Timer { get; set; }

    /// <summary>A connection whose peer drains still, beside which a new one may be made.</summary>
    public RpcConnection? Draining { get; set; }

    /// <summary>Attempts that have failed in a row.</summary>
    public int Failures { get; set; }

    /// <summary>Until when connecting is left alone, as a timestamp of the pool's clock.</summary>
    public long NotBefore { get; set; }

    /// <summary>The same as a time of day.</summary>
    public DateTimeOffset NextAttempt { get; set; }

    public string? LastError { get; set; }

    public RpcConnection? Connection => Attempt is { Task: { IsCompletedSuccessfully: true } task } ? task.GetAwaiter().GetResult() : null;

    public RpcConnectionState State => Connection is { } connection
        ? connection.IsOpen ? RpcConnectionState.Connected : RpcConnectionState.Draining
        : Timer is not null ? RpcConnectionState.BackingOff
        : Attempt is not null ? RpcConnectionState.Connecting
        : Draining is not null ? RpcConnectionState.Draining
        : Failures > 0 ? RpcConnectionState.BackingOff
        : RpcConnectionState.Idle;

    public RpcConnectionInfo Describe()
    {
        RpcConnectionState state = State;
        return new RpcConnectionInfo(Address, state, Failures, state == RpcConnectionState.BackingOff ? NextAttempt : null, LastError);
    }

    /// <summary>The failure of a call that comes too long before the next attempt.</summary>
    public RpcException TooEarly(TimeSpan left) => new(
        RpcStatus.Unavailable,
        $"{Address} cannot be reached: {Failures} attempts have failed in a row, the next one comes in {left.TotalMilliseconds:F0} ms. The last failure: {LastError}",
        reason: RpcErrorReason.ConnectionLost)
    {
        RemoteUri = Address,
        FailedConnects = int.MaxValue,
    };
}
