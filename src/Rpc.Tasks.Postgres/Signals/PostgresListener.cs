using Npgsql;
using Rpc.Tasks.Postgres.Sql;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres.Signals;

/// <summary>Hears the notifications of other processes over one connection of its own, which it opens again whenever it is lost. Thread-safe.</summary>
/// <remarks>What was said while there was no connection is lost; so when it is there again, the listeners are told that anything may have happened.</remarks>
internal sealed class PostgresListener(NpgsqlDataSource source, TaskListeners listeners, string self, TimeProvider clock) : IAsyncDisposable
{
    private const TaskSignalKinds Anything = TaskSignalKinds.Ready | TaskSignalKinds.Ended | TaskSignalKinds.Cancel | TaskSignalKinds.Due | TaskSignalKinds.Progress;

    // Seconds to wait for an answer over a connection that was silent; after it the connection counts as lost.
    private const int PingTimeout = 4;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _running;

    /// <summary>Done when others were heard for the first time.</summary>
    public Task Listening => _listening.Task;

    /// <summary>Begins to listen, if that has not begun.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _running ??= _end.IsCancellationRequested ? Task.CompletedTask : Task.Run(RunAsync);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_lock)
        {
            _end.Cancel();
            running = _running;
        }

        if (running is not null)
        {
            await running.ConfigureAwait(false);
        }

        _end.Dispose();
    }

    private async Task RunAsync()
    {
        TimeSpan pause = ShortestPause;
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => pause = ShortestPause).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgresErrors.IsDatabase(error) || error is OperationCanceledException)
            {
                // It is opened again below, or it is the end.
            }

            await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task ListenAsync(Action connected)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync(_end.Token).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += (_, notification) => Hear(notification.Payload);
            await ExecuteAsync(connection, SessionSql.Listen).ConfigureAwait(false);
            connected();
            if (!_listening.TrySetResult())
            {
                listeners.Tell(new TaskSignal(Anything));
            }

            while (true)
            {
                // A connection whose packets are dropped is silent like one over which nothing was said.
                if (!await connection.WaitAsync(Silence, _end.Token).ConfigureAwait(false))
                {
                    await ExecuteAsync(connection, SessionSql.Ping).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, string text)
    {
#pragma warning disable CA2100 // The texts are constants of our own.
        var command = new NpgsqlCommand(text, connection) { CommandTimeout = PingTimeout };
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(_end.Token).ConfigureAwait(false);
        }
    }

    private void Hear(string payload)
    {
        // Listeners here were told directly after the commit.
        if (SignalText.Read(payload) is var (sender, signal) && sender != self)
        {
            listeners.Tell(signal);
        }
    }
}
