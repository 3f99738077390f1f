using RabbitMQ.Client;
using Rpc.Tasks.RabbitMq.Diagnostics;

namespace Rpc.Tasks.RabbitMq.Links;

/// <summary>One connection that comes back, however it ends: a broker that stops, a cut, silence. Thread-safe.</summary>
/// <remarks>Invariant: <c>_up</c> is complete exactly while there is a connection that is not known to be closed; it is replaced before the next one is tried.</remarks>
internal sealed class RabbitLink(ConnectionFactory factory, string role, Broker broker) : IAsyncDisposable
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource<IConnection> _up = New<IConnection>();
    private Task _loop = Task.CompletedTask;
    private volatile string? _problem;
    private volatile string? _blocked;

    /// <summary>What is wrong with it, as a sentence; null for nothing.</summary>
    public string? Problem => _problem is { } problem ? $"The {role} connection to {broker.Name} is down: {problem}"
        : _blocked is { } blocked ? $"{broker.Name} takes no messages just now: {blocked}."
        : null;

    /// <summary>Whether there is a connection.</summary>
    public bool IsUp => Volatile.Read(ref _up).Task.IsCompleted;

    /// <summary>Whether the broker does not read what is published, for want of memory or disk.</summary>
    public bool IsBlocked => _blocked is not null;

    /// <summary>The connection, as soon as there is one.</summary>
    public Task<IConnection> ConnectedAsync(CancellationToken cancellationToken) => Volatile.Read(ref _up).Task.WaitAsync(cancellationToken);

    /// <summary>Connects once, and keeps it up from then on.</summary>
    /// <exception cref="Exception">What the library throws.</exception>
    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        IConnection first = await OpenAsync(cancellationToken).ConfigureAwait(false);
        _loop = RunAsync(first);
    }

    /// <summary>Keeps it up from now on.</summary>
    public void Start()
    {
        _problem = "it has just begun.";
        _loop = RunAsync(null);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    private async Task RunAsync(IConnection? connection)
    {
        await Task.Yield();
        int failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                connection ??= await OpenAsync(_stop.Token).ConfigureAwait(false);
                failures = 0;
                await HoldAsync(connection).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
            catch (Exception exception)
            {
                _problem = RabbitProblems.Of(exception);
                RabbitLog.ConnectFailed(broker.Log, exception, broker.Name, role);
            }

            if (connection is not null)
            {
                await EndAsync(connection).ConfigureAwait(false);
                connection = null;
            }

            TimeSpan pause = s_first * (1 << Math.Min(failures++, 6));
            await Task.Delay((pause < s_most ? pause : s_most) * (0.5 + (Random.Shared.NextDouble() / 2)), broker.Clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<IConnection> OpenAsync(CancellationToken cancellationToken)
    {
        // The library's own limits are for single steps.
        using var limit = new CancellationTokenSource(broker.Options.ConnectTimeout, broker.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await factory.CreateConnectionAsync($"rpc tasks, {role}", either.Token).ConfigureAwait(false);
    }

    /// <summary>Lets others use it until it is closed.</summary>
    private async Task HoldAsync(IConnection connection)
    {
        TaskCompletionSource<string> closed = New<string>();
        connection.ConnectionShutdownAsync += (_, reason) =>
        {
            closed.TrySetResult(reason.ReplyText);
            return Task.CompletedTask;
        };
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            _blocked = blocked.Reason;
            RabbitLog.Blocked(broker.Log, broker.Name, blocked.Reason);
            return Task.CompletedTask;
        };
        connection.ConnectionUnblockedAsync += (_, _) =>
        {
            _blocked = null;
            return Task.CompletedTask;
        };
        _problem = null;
        _up.TrySetResult(connection);
        try
        {
            // The event may have come before anybody listened.
            while (connection.IsOpen && !closed.Task.IsCompleted)
            {
                await ((Task)closed.Task).WaitAsync(s_look, broker.Clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _stop.Token.ThrowIfCancellationRequested();
            }

            _problem = closed.Task.IsCompletedSuccessfully ? closed.Task.Result : connection.CloseReason?.ReplyText ?? "it was closed.";
            RabbitMetrics.Lost(role);
            RabbitLog.Lost(broker.Log, broker.Name, role, _problem);
        }
        finally
        {
            Volatile.Write(ref _up, New<IConnection>());
            _blocked = null;
        }
    }

    private async Task EndAsync(IConnection connection)
    {
        try
        {
            if (connection.IsOpen)
            {
                await connection.CloseAsync(200, "bye", TimeSpan.FromSeconds(2), abort: true, CancellationToken.None).ConfigureAwait(false);
            }

            await connection.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), broker.Clock).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It is given up anyway.
        }
    }

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
