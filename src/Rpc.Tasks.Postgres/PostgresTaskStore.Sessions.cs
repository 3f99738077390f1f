using System.Data.Common;
using Npgsql;
using Rpc.Tasks.Postgres.Signals;
using Rpc.Tasks.Postgres.Sql;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres;

/// <content>One attempt at an edit or a read, and parts of callers' transactions.</content>
public sealed partial class PostgresTaskStore
{
    private const string Over = "The transaction is over: give one that was neither committed nor rolled back.";

    private static (NpgsqlTransaction Transaction, NpgsqlConnection Connection) Theirs(DbTransaction transaction)
    {
        if (transaction is not NpgsqlTransaction known)
        {
            throw new ArgumentException($"This is a {transaction.GetType().Name}, and the tasks are in PostgreSQL: give an NpgsqlTransaction of the same database.", nameof(transaction));
        }

        try
        {
            // Says so when it is over, which the connection alone does not.
            _ = known.IsolationLevel;
            return (known, known.Connection ?? throw new ArgumentException(Over, nameof(transaction)));
        }
        catch (InvalidOperationException error)
        {
            throw new ArgumentException(Over, nameof(transaction), error);
        }
    }

    private async ValueTask<(T Result, TaskSignal? Signal)> EditAsync<T>(NpgsqlConnection connection, Func<ITaskTransaction, ValueTask<T>> edit)
    {
        var session = new PostgresSession(connection, SessionMode.Edit);
        var transaction = new PostgresTransaction(session, isRead: false);
        try
        {
            if (TimeHabit<T>.AsksFirst)
            {
                await session.BeginAsync().ConfigureAwait(false);
            }

            T result = await edit(transaction).ConfigureAwait(false);
            session.ThrowIfFailed();
            TimeHabit<T>.Learn(session.AskedTimeFirst);
            await session.EndAsync().ConfigureAwait(false);
            return (result, transaction.Signal);
        }
        catch (Exception error) when (session.Failure is { } failure)
        {
            throw new SessionException(failure, session.IsCommitting, error);
        }
        finally
        {
            Interlocked.Add(ref _roundTrips, session.RoundTrips);
            transaction.End();
        }
    }

    private async ValueTask<T> ReadAsync<T>(NpgsqlConnection connection, Func<ITaskTransaction, ValueTask<T>> read)
    {
        var session = new PostgresSession(connection, SessionMode.Read);
        var transaction = new PostgresTransaction(session, isRead: true);
        try
        {
            T result = await read(transaction).ConfigureAwait(false);
            session.ThrowIfFailed();
            return result;
        }
        catch (Exception error) when (session.Failure is { } failure)
        {
            throw new SessionException(failure, wasCommitting: false, error);
        }
        finally
        {
            Interlocked.Add(ref _roundTrips, session.RoundTrips);
            transaction.End();
        }
    }

    private static async ValueTask<T> TakePartAsync<T>(NpgsqlConnection connection, NpgsqlTransaction transaction, Func<ITaskTransaction, ValueTask<T>> edit)
    {
        var session = new PostgresSession(connection, SessionMode.Guest, transaction);
        var part = new PostgresTransaction(session, isRead: false);
        try
        {
            T result = await edit(part).ConfigureAwait(false);
            session.ThrowIfFailed();

            // When the caller commits is not known here, so the database tells everybody then, listeners of this store too.
            foreach (string text in part.Signal is { } signal ? SignalText.Write("-", signal) : [])
            {
                session.Write(Statement.Of(SessionSql.Notify, Parameter.Of(text)), hasRows: true);
            }

            await session.EndAsync().ConfigureAwait(false);
            return result;
        }
        catch (Exception)
        {
            await session.UndoAsync().ConfigureAwait(false);
            if (session.Failure is { } failure)
            {
                throw failure is PostgresException { SqlState: PostgresErrorCodes.NoActiveSqlTransaction } ? new ArgumentException(Over, nameof(transaction), failure) : PostgresErrors.Told(failure, RpcOutcome.NotExecuted);
            }

            throw;
        }
        finally
        {
            part.End();
        }
    }
}
