using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Stores;

/// <content>Tasks by their ids.</content>
internal sealed partial class SqliteTaskTransaction
{
    private const string ById = "SELECT " + SqliteTaskRows.All + " FROM tasks WHERE id = ?1";

    /// <inheritdoc/>
    public ValueTask InsertAsync(IReadOnlyList<TaskRow> rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            TaskRow row = rows[i];
            try
            {
                Write(SqliteTaskRows.Insert).Add(row).AddFixed(row).Run();
            }
            catch (SqliteStoreException error) when (error.IsConstraint)
            {
                throw new InvalidOperationException($"There is a task {row.Id} already.", error);
            }

            PutBody(row);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockAsync(IReadOnlyList<Guid> ids) => Find(ById + " AND " + SqliteTaskRows.NotEnded, ids);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> FindAsync(IReadOnlyList<Guid> ids) => Find(ById, ids);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> FindEndedAsync(IReadOnlyList<Guid> ids) => Find(ById + " AND " + SqliteTaskRows.Ended, ids);

    /// <inheritdoc/>
    public ValueTask SaveAsync(IReadOnlyList<TaskRow> rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            TaskRow row = rows[i];

            // Arguments become whole when the last result that they waited for is there, and never change afterwards.
            bool filled = row is { Spec.Needs: > 0, Attempt: 0, State: RpcTaskState.Ready or RpcTaskState.Scheduled };
            Change(row, filled, SqliteTaskRows.Change, SqliteTaskRows.ChangeWithArguments);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(IReadOnlyList<TaskRow> rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            TaskRow row = rows[i];
            Change(row, row.Arguments.Length == 0, SqliteTaskRows.Change, SqliteTaskRows.ChangeWithArguments);
            if (row.Spec.UniqueKey is { } key)
            {
                Write("DELETE FROM keys WHERE is_unique = 1 AND key = ?1 AND task = ?2").Add(key).Add(row.Id).Run();
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ReviveAsync(IReadOnlyList<TaskRow> rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            TaskRow row = rows[i];
            Change(row, withArguments: false, SqliteTaskRows.ChangeEnded, SqliteTaskRows.ChangeEndedWithArguments);
            if (row.Spec.UniqueKey is { } key)
            {
                Write("INSERT INTO keys (is_unique, key, task, digest) VALUES (1, ?1, ?2, x'') ON CONFLICT DO NOTHING").Add(key).Add(row.Id).Run();
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ForgetAsync(IReadOnlyList<TaskRow> forgotten, IReadOnlyList<Guid> deleted)
    {
        for (int i = 0; i < forgotten.Count; i++)
        {
            Change(forgotten[i], withArguments: true, SqliteTaskRows.ChangeEnded, SqliteTaskRows.ChangeEndedWithArguments);
        }

        for (int i = 0; i < deleted.Count; i++)
        {
            Write("DELETE FROM tasks WHERE id = ?1").Add(deleted[i]).Run();
            Write("DELETE FROM keys WHERE task = ?1").Add(deleted[i]).Run();
            DropBody(deleted[i]);
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask<IReadOnlyList<TaskRow>> Find(string sql, IReadOnlyList<Guid> ids)
    {
        var rows = new List<TaskRow>(ids.Count);
        foreach (Guid id in ids.Count > 1 ? ids.Distinct() : ids)
        {
            Rows(Select(sql).Add(id), rows);
        }

        return new(rows);
    }

    private void Change(TaskRow row, bool withArguments, string change, string changeWithArguments)
    {
        SqliteStatement statement = Write(withArguments ? changeWithArguments : change).Add(row);
        if ((withArguments ? statement.AddArguments(row) : statement).Run() == 0)
        {
            throw new InvalidOperationException($"{session.File} has no task {row.Id} that could be changed like this: it is not there, has ended, or has not.");
        }

        if (withArguments)
        {
            DropBody(row.Id);
            PutBody(row);
        }
    }

    private void PutBody(TaskRow row)
    {
        if (row.Arguments.Length > SqliteTaskRows.MostInRow)
        {
            Write("INSERT INTO bodies (id, bytes) VALUES (?1, ?2)").Add(row.Id).Add(row.Arguments).Run();
        }
    }

    private void DropBody(Guid id) => Write("DELETE FROM bodies WHERE id = ?1").Add(id).Run();
}
