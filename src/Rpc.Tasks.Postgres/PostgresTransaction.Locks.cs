using Npgsql;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Postgres.Sql;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres;

/// <content>Tasks that are locked.</content>
internal sealed partial class PostgresTransaction
{
    // The arguments as they are in the database, by task: what has stayed the same array is not sent back.
    private readonly Dictionary<Guid, byte[]> _arguments = [];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockAsync(IReadOnlyList<Guid> ids) => ids.Count == 0 ? new([]) : LockAsync(Statement.Of(FindSql.Lock, Parameter.Of(ids)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockReadyAsync(ReadyQuery query) =>
        LockAsync(Statement.Of(query.Quarantined ? FindSql.LockQuarantined : FindSql.LockReady, Parameter.Of(query.Worker), Parameter.Of(query.Queue), Parameter.Of(query.Most)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockDueAsync(int most) => LockAsync(Statement.Of(FindSql.LockDue, Parameter.Of(most)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockExpiredAsync(int most) => LockAsync(Statement.Of(FindSql.LockExpired, Parameter.Of(most)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockRunningAsync(Guid worker) => LockAsync(Statement.Of(FindSql.LockRunning, Parameter.Of(worker)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockUnknownAsync(int most) => LockAsync(Statement.Of(FindSql.LockUnknown, Parameter.Of(most)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockParkedAsync(IReadOnlyList<string> kinds, int most) =>
        kinds.Count == 0 ? new([]) : LockAsync(Statement.Of(FindSql.LockParked, Parameter.Of(kinds), Parameter.Of(most)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockUnpublishedAsync(DateTimeOffset before, int most) =>
        LockAsync(Statement.Of(FindSql.LockUnpublished, Parameter.Of(before), Parameter.Of(most)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockForgettableAsync(int most) => LockAsync(Statement.Of(FindSql.LockForgettable, Parameter.Of(most)));

    private async ValueTask<IReadOnlyList<TaskRow>> LockAsync(NpgsqlBatchCommand statement)
    {
        CheckWrites();
        IReadOnlyList<TaskRow> rows = await ReadAsync(statement, PostgresRows.Task).ConfigureAwait(false);
        foreach (TaskRow row in rows)
        {
            _arguments[row.Id] = row.Arguments;
        }

        return rows;
    }
}
