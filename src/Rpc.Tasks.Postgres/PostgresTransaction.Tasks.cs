using Npgsql;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Postgres.Sql;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres;

/// <content>Tasks that are written and found.</content>
internal sealed partial class PostgresTransaction
{
    /// <inheritdoc/>
    public ValueTask InsertAsync(IReadOnlyList<TaskRow> rows)
    {
        if (rows.Count == 0)
        {
            return ValueTask.CompletedTask;
        }

        _ = WriteAsync(Statement.Of(TaskSql.Insert, Whole(rows)));
        return WriteAsync(Statement.Of(TaskSql.RefuseEnded, Parameter.Ids(rows, static row => row.Id)), hasRows: true);
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(IReadOnlyList<TaskRow> rows)
    {
        rows = Last(rows);
        TaskRow[] same = [.. rows.Where(IsSame)], other = [.. rows.Where(row => !IsSame(row))];
        if (same.Length > 0)
        {
            _ = WriteAsync(Statement.Of(TaskSql.Save, Changed(same)), hasRows: true);
        }

        if (other.Length > 0)
        {
            _ = WriteAsync(Statement.Of(TaskSql.SaveWithArguments, [.. Changed(other), Parameter.Bytes(other, static row => row.Arguments)]), hasRows: true);
            foreach (TaskRow row in other)
            {
                _arguments[row.Id] = row.Arguments;
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(IReadOnlyList<TaskRow> rows)
    {
        rows = Last(rows);
        if (rows.Count == 0)
        {
            return ValueTask.CompletedTask;
        }

        _ = WriteAsync(Statement.Of(TaskSql.End, Ended(rows)), hasRows: true);
        return rows.Any(static row => row.Spec.UniqueKey is not null)
            ? WriteAsync(Statement.Of(OtherSql.GiveUpUnique, Parameter.Of([.. rows.Where(static row => row.Spec.UniqueKey is not null).Select(static row => row.Id)])))
            : ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ReviveAsync(IReadOnlyList<TaskRow> rows)
    {
        rows = Last(rows);
        if (rows.Count == 0)
        {
            return ValueTask.CompletedTask;
        }

        _ = WriteAsync(Statement.Of(TaskSql.Revive, Whole(rows)), hasRows: true);
        TaskRow[] unique = [.. rows.Where(static row => row.Spec.UniqueKey is not null)];
        return unique.Length > 0
            ? WriteAsync(Statement.Of(OtherSql.RetakeUnique, Parameter.Ids(unique, static row => row.Id), Parameter.Texts(unique, static row => row.Spec.UniqueKey)))
            : ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> FindAsync(IReadOnlyList<Guid> ids) => ids.Count == 0 ? new([]) : ReadAsync(Statement.Of(FindSql.Find, Parameter.Of(ids)), PostgresRows.Task);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> FindEndedAsync(IReadOnlyList<Guid> ids) => ids.Count == 0 ? new([]) : ReadAsync(Statement.Of(FindSql.FindEnded, Parameter.Of(ids)), PostgresRows.Task);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> ListAsync(TaskFilter filter) => ReadAsync(ListSql.Of(filter), PostgresRows.Task, isLong: true);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskCount>> CountAsync() => ReadAsync(Statement.Of(FindSql.Count), PostgresRows.Count, isLong: true);

    /// <inheritdoc/>
    public ValueTask ForgetAsync(IReadOnlyList<TaskRow> forgotten, IReadOnlyList<Guid> deleted)
    {
        forgotten = Last(forgotten);
        if (forgotten.Count > 0)
        {
            _ = WriteAsync(Statement.Of(TaskSql.Forget, Forgotten(forgotten)), hasRows: true);
        }

        if (deleted.Count > 0)
        {
            _ = WriteAsync(Statement.Of(TaskSql.Delete, Parameter.Of(deleted)));
            _ = WriteAsync(Statement.Of(OtherSql.DropKeys, Parameter.Of(deleted)));
        }

        return ValueTask.CompletedTask;
    }

    private bool IsSame(TaskRow row) => _arguments.TryGetValue(row.Id, out byte[]? arguments) && ReferenceEquals(arguments, row.Arguments);

    // Of several rows of one task the last one counts; a statement would take any.
    private static IReadOnlyList<TaskRow> Last(IReadOnlyList<TaskRow> rows)
    {
        var ids = new HashSet<Guid>(rows.Count);
        foreach (TaskRow row in rows)
        {
            if (!ids.Add(row.Id))
            {
                return [.. rows.GroupBy(static row => row.Id).Select(static same => same.Last())];
            }
        }

        return rows;
    }

    private static NpgsqlParameter[] Whole(IReadOnlyList<TaskRow> rows) =>
    [
        Parameter.Ids(rows, static row => row.Id), Parameter.Times(rows, static row => row.EnqueuedAt), Parameter.Times(rows, static row => row.ReadyAt), Parameter.MaybeTimes(rows, static row => row.ExpiresAt),
        Parameter.Longs(rows, static row => row.Token), Parameter.MaybeTimes(rows, static row => row.BeganAt), Parameter.MaybeIds(rows, static row => row.Worker), Parameter.Ints(rows, static row => row.Attempt),
        Parameter.Ints(rows, static row => row.Failures), Parameter.Ints(rows, static row => row.Deaths), Parameter.Ints(rows, static row => row.Missing), Parameter.Shorts(rows, static row => (int)row.State),
        Parameter.Bools(rows, static row => row.Quarantined), Parameter.Bools(rows, static row => row.CancelRequested), Parameter.Bools(rows, static row => row.Published),
        Parameter.Bytes(rows, static row => TaskForms.OfSpec(row.Spec)), Parameter.Bytes(rows, static row => row.Arguments), Parameter.Bytes(rows, static row => row.Progress),
        Parameter.Bytes(rows, static row => TaskForms.OfHistory(row.History)), Parameter.Shorts(rows, static row => (int)row.Spec.Priority), Parameter.Texts(rows, static row => row.Spec.Queue),
        Parameter.Texts(rows, static row => row.Spec.Kind), Parameter.Texts(rows, static row => row.Spec.Schedule),
    ];

    private static NpgsqlParameter[] Changed(IReadOnlyList<TaskRow> rows) =>
    [
        Parameter.Ids(rows, static row => row.Id), Parameter.Times(rows, static row => row.ReadyAt), Parameter.MaybeTimes(rows, static row => row.ExpiresAt), Parameter.Longs(rows, static row => row.Token),
        Parameter.MaybeTimes(rows, static row => row.BeganAt), Parameter.MaybeIds(rows, static row => row.Worker), Parameter.Ints(rows, static row => row.Attempt), Parameter.Ints(rows, static row => row.Failures),
        Parameter.Ints(rows, static row => row.Deaths), Parameter.Ints(rows, static row => row.Missing), Parameter.Shorts(rows, static row => (int)row.State), Parameter.Bools(rows, static row => row.Quarantined),
        Parameter.Bools(rows, static row => row.CancelRequested), Parameter.Bools(rows, static row => row.Published), Parameter.Bytes(rows, static row => row.Progress),
        Parameter.Bytes(rows, static row => TaskForms.OfHistory(row.History)),
    ];

    private NpgsqlParameter[] Ended(IReadOnlyList<TaskRow> rows) =>
    [
        Parameter.Ids(rows, static row => row.Id), Parameter.Times(rows, static row => row.ReadyAt), Parameter.Longs(rows, static row => row.Token), Parameter.MaybeTimes(rows, static row => row.EndedAt),
        Parameter.MaybeTimes(rows, static row => row.KeptUntil), Parameter.Ints(rows, static row => row.Attempt), Parameter.Ints(rows, static row => row.Failures), Parameter.Ints(rows, static row => row.Deaths),
        Parameter.Ints(rows, static row => row.Missing), Parameter.Shorts(rows, static row => (int)row.State), Parameter.Bools(rows, static row => row.Quarantined),
        Parameter.Bools(rows, static row => row.CancelRequested), Parameter.Bools(rows, static row => row.Published), Parameter.Bytes(rows, row => IsSame(row) ? null : row.Arguments),
        Parameter.Bytes(rows, static row => row.Progress), Parameter.Bytes(rows, static row => TaskForms.OfHistory(row.History)), Parameter.Bytes(rows, static row => row.Result),
        Parameter.Bytes(rows, static row => TaskForms.OfError(row.Error)),
    ];

    private static NpgsqlParameter[] Forgotten(IReadOnlyList<TaskRow> rows) =>
    [
        Parameter.Ids(rows, static row => row.Id), Parameter.Shorts(rows, static row => (int)row.State), Parameter.MaybeTimes(rows, static row => row.KeptUntil), Parameter.Bytes(rows, static row => row.Arguments),
        Parameter.Bytes(rows, static row => row.Progress), Parameter.Bytes(rows, static row => TaskForms.OfHistory(row.History)), Parameter.Bytes(rows, static row => row.Result),
        Parameter.Bytes(rows, static row => TaskForms.OfError(row.Error)),
    ];
}
