using Npgsql;
using Rpc.Tasks.Postgres.Sql;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres.Signals;

/// <summary>Tells other processes what was committed here: directly after the commit, one message at a time, and what comes meanwhile together in the next. Thread-safe.</summary>
/// <remarks>
/// Not inside the transaction that changes something: one that notifies holds a lock of the whole server until its commit is on disk, so that commits which could share a write would come one after another.
/// Here nothing waits for the disk. What is lost when this process dies in between is a hint, which listeners live without.
/// </remarks>
internal sealed class SignalSender(NpgsqlDataSource source, string self) : IAsyncDisposable
{
    private readonly Lock _lock = new();

    // Under _lock: not null only while _running is not done.
    private TaskSignal? _waiting;
    private Task _running = Task.CompletedTask;
    private bool _disposed;

    /// <summary>Returns at once.</summary>
    public void Send(TaskSignal signal)
    {
        if (!SignalText.IsForOthers(signal))
        {
            return;
        }

        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _waiting = _waiting?.And(signal) ?? signal;
            if (_running.IsCompleted)
            {
                _running = Task.Run(RunAsync);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_lock)
        {
            _disposed = true;
            running = _running;
        }

        await running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (true)
        {
            TaskSignal signal;
            lock (_lock)
            {
                if (_waiting is null)
                {
                    // Whoever comes next sees no running one, and begins another.
                    _running = Task.CompletedTask;
                    return;
                }

                signal = _waiting;
                _waiting = null;
            }

            await SendAsync(signal).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(TaskSignal signal)
    {
        try
        {
            NpgsqlBatch batch = source.CreateBatch();
            await using (batch.ConfigureAwait(false))
            {
                batch.BatchCommands.Add(Statement.Of(SessionSql.DoNotWait));
                foreach (string text in SignalText.Write(self, signal))
                {
                    batch.BatchCommands.Add(Statement.Of(SessionSql.Notify, Parameter.Of(text)));
                }

                await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error) when (PostgresErrors.IsDatabase(error))
        {
            // It was a hint.
        }
    }
}
