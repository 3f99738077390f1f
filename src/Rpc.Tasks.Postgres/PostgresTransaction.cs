using Npgsql;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres;

/// <summary>What an edit or a read sees of the database.</summary>
internal sealed partial class PostgresTransaction(PostgresSession session, bool isRead) : ITaskTransaction
{
    private bool _over;

    /// <inheritdoc/>
    public DateTimeOffset Now
    {
        get
        {
            ObjectDisposedException.ThrowIf(_over, this);
            return session.Now;
        }
    }

    /// <summary>What to tell when it is committed; null for nothing.</summary>
    public TaskSignal? Signal { get; private set; }

    /// <inheritdoc/>
    public void Announce(TaskSignal signal) => Signal = Signal?.And(signal) ?? signal;

    /// <summary>From here on whoever still has it is told that it is over.</summary>
    public void End() => _over = true;

    private async ValueTask<IReadOnlyList<T>> ReadAsync<T>(NpgsqlBatchCommand statement, Func<NpgsqlDataReader, T> read, bool isLong = false)
    {
        ObjectDisposedException.ThrowIf(_over, this);
        return await session.ReadAsync(statement, read, isLong).ConfigureAwait(false);
    }

    private ValueTask WriteAsync(NpgsqlBatchCommand statement, bool hasRows = false)
    {
        CheckWrites();
        session.Write(statement, hasRows);
        return ValueTask.CompletedTask;
    }

    private void CheckWrites()
    {
        ObjectDisposedException.ThrowIf(_over, this);
        if (isRead)
        {
            throw new InvalidOperationException("A read of the store cannot lock or write. Use RunAsync.");
        }
    }
}
