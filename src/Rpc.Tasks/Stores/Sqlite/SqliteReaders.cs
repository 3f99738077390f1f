using System.Collections.Concurrent;

namespace Rpc.Tasks.Stores;

/// <summary>The connections of a <see cref="SqliteTaskStore"/> that only read: a few, opened when they are needed. Thread-safe.</summary>
internal sealed class SqliteReaders(string file, TimeProvider clock) : IDisposable
{
    private const int Most = 4;

    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _free = new(Most);
    private volatile bool _disposed;

    /// <summary>The statements that were used.</summary>
    public IEnumerable<string> Texts => _idle.SelectMany(static session => session.Texts);

    /// <summary>Reads what was committed last, all of it at one time.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<ITaskTransaction, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteTaskStore));
            SqliteSession session = _idle.TryTake(out SqliteSession? idle) ? idle : Open();
            try
            {
                return await ReadAsync(session, read).ConfigureAwait(false);
            }
            finally
            {
                _idle.Add(session);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for the reads that run.</summary>
    public void Dispose()
    {
        _disposed = true;
        for (int i = 0; i < Most; i++)
        {
            _free.Wait();
        }

        while (_idle.TryTake(out SqliteSession? session))
        {
            session.Dispose();
        }

        _free.Release(Most);
    }

    private async ValueTask<T> ReadAsync<T>(SqliteSession session, Func<ITaskTransaction, ValueTask<T>> read)
    {
        session.Run("BEGIN");
        var transaction = new SqliteTaskTransaction(session, clock.GetUtcNow(), isRead: true);
        try
        {
            return await read(transaction).ConfigureAwait(false);
        }
        finally
        {
            transaction.End();
            session.Rollback();
        }
    }

    private SqliteSession Open()
    {
        var session = SqliteSession.Open(file);
        session.WaitForLocks(TimeSpan.FromSeconds(10));
        session.Execute("PRAGMA query_only = 1; PRAGMA temp_store = MEMORY");
        return session;
    }
}
