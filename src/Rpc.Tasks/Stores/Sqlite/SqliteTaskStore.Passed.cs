using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Rpc.Tasks.Stores;

/// <content>Transactions of callers.</content>
public sealed partial class SqliteTaskStore
{
    private long _number;

    /// <inheritdoc/>
    /// <remarks>
    /// The transaction is a <see cref="SqliteTransaction"/> of a connection to the very same file. It holds the lock of the file until it is over: other edits wait for it, and another call of the store in the same flow
    /// of control, which would wait for itself, throws. Runs before it returns.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The transaction was begun as a deferred one and has read what has changed since.</exception>
    public ValueTask<T> RunInAsync<T>(DbTransaction transaction, Func<ITaskTransaction, ValueTask<T>> edit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(edit);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (transaction is not SqliteTransaction ours)
        {
            throw new ArgumentException($"The tasks are in the SQLite file {Name}, and this is a {transaction.GetType()}. Pass a SqliteTransaction of a connection to that file.", nameof(transaction));
        }

        SqliteConnection connection = ours.Connection ?? throw new ArgumentException("The transaction is over. Pass it before it is committed or rolled back.", nameof(transaction));
        string file = connection.DataSource;
        if (!SqliteFileNames.AreSame(file, Name))
        {
            throw new ArgumentException($"The tasks are in {Name}, and the transaction is of {(file.Length == 0 ? "a database in memory" : file)}. Keep both in one file, or enqueue without a transaction.", nameof(transaction));
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        using var session = new SqliteSession(connection.Handle!, Name);
        long number = Interlocked.Increment(ref _number);
        LockFile(session, number);
        TransactionFlow.Enter(ours);
        var running = new SqliteTaskTransaction(session, _clock.GetUtcNow(), isRead: false);
        var run = new SqliteEdit<T>(edit);
        session.Run("SAVEPOINT rpc_tasks");
        bool succeeded = run.Run(running);
        session.ResetAll();

        // A full disk may have ended the caller's transaction altogether.
        if (session.InTransaction)
        {
            if (!succeeded)
            {
                session.Run("ROLLBACK TO rpc_tasks");
            }

            session.Run("RELEASE rpc_tasks");
        }

        run.Complete();
        _passed.Add(ours, number, succeeded ? running.Signal : null);
        return new ValueTask<T>(run.Task);
    }

    // Takes the lock of the file, which a deferred transaction has not, and leaves a trace by which it can be seen whether the transaction was committed.
    private void LockFile(SqliteSession session, long number)
    {
        for (long began = Stopwatch.GetTimestamp(); ; Thread.Sleep(1))
        {
            try
            {
                session.Begin("INSERT INTO listeners (id, port, process, seen_at, passed) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO UPDATE SET passed = excluded.passed")
                    .Add(_announcer.Id).Add(_announcer.Port).Add(Environment.ProcessId).Add(_clock.GetUtcNow()).Add(number).Run();
                return;
            }
            catch (SqliteStoreException error) when (error.IsOutdated)
            {
                throw new InvalidOperationException($"The transaction has read {Name} before somebody else changed it, so it cannot write any more. Begin it with BeginTransaction(), not with deferred: true.", error);
            }
            catch (SqliteStoreException error) when (error.IsBusy && Stopwatch.GetElapsedTime(began) < _patience)
            {
                // Another one writes: only a deferred transaction comes here.
            }
        }
    }

    // Called when transactions are over, committed or not.
    private void TellPassed(IReadOnlyList<SqlitePassed.Entry> over)
    {
        if (over.All(static entry => entry.Signal is null))
        {
            return;
        }

        var signal = new SqliteSignal();
        try
        {
            using SqliteSession session = SqliteSession.Open(Name);
            session.WaitForLocks(TimeSpan.FromSeconds(1));
            long last = session.Begin("SELECT passed FROM listeners WHERE id = ?1").Add(_announcer.Id).Scalar() ?? long.MaxValue;

            // One that was followed by another may have been committed; to tell too much does no harm.
            foreach (SqlitePassed.Entry entry in over.Where(entry => entry.Number <= last))
            {
                signal.Add(entry.Signal);
            }

            _announcer.Prepare(signal, session);
        }
        catch (Exception error) when (error is RpcException or SqliteException)
        {
            foreach (SqlitePassed.Entry entry in over)
            {
                signal.Add(entry.Signal);
            }
        }

        _announcer.Tell(signal);
    }

    /// <inheritdoc/>
    public void ThrowIfInside()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (TransactionFlow.Open is SqliteTransaction { Connection: { } connection } && SqliteFileNames.AreSame(connection.DataSource, Name))
        {
            throw new InvalidOperationException($"A transaction on {Name} is open that was passed to the store, and another call would wait for its end. Pass the transaction here too, or commit it first.");
        }

        if (_writer.IsCurrent)
        {
            throw new InvalidOperationException("An edit called the store that runs it, and would wait for itself. Use the transaction that the edit was given.");
        }
    }
}
