using Npgsql;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres;

/// <summary>From rows of the database to records. The order of the columns is that of <see cref="Sql.TaskSql.Columns"/> and its neighbours.</summary>
internal static class PostgresRows
{
    // Columns that only rows of tasks that have ended bring.
    private const int EndedColumns = 19;

    public static TaskRow Task(NpgsqlDataReader row)
    {
        TaskRow task = new()
        {
            Id = row.GetGuid(0),
            EnqueuedAt = Time(row, 1),
            ReadyAt = Time(row, 2),
            ExpiresAt = MaybeTime(row, 3),
            Token = row.GetInt64(4),
            BeganAt = MaybeTime(row, 5),
            Worker = row.IsDBNull(6) ? null : row.GetGuid(6),
            Attempt = row.GetInt32(7),
            Failures = row.GetInt32(8),
            Deaths = row.GetInt32(9),
            Missing = row.GetInt32(10),
            State = (RpcTaskState)row.GetInt16(11),
            Quarantined = row.GetBoolean(12),
            CancelRequested = row.GetBoolean(13),
            Published = row.GetBoolean(14),
            Spec = TaskForms.Spec(Bytes(row, 15)),
            Arguments = Bytes(row, 16)!,
            Progress = Bytes(row, 17),
            History = TaskForms.History(Bytes(row, 18)),
        };
        return row.FieldCount == EndedColumns ? task : task with
        {
            EndedAt = MaybeTime(row, EndedColumns),
            KeptUntil = MaybeTime(row, EndedColumns + 1),
            Result = Bytes(row, EndedColumns + 2),
            Error = TaskForms.Error(Bytes(row, EndedColumns + 3)),
        };
    }

    public static Guid Id(NpgsqlDataReader row) => row.GetGuid(0);

    public static bool IsThere(NpgsqlDataReader row) => row.FieldCount > 0;

    public static TaskCount Count(NpgsqlDataReader row) => new(row.GetString(0), (RpcTaskState)row.GetInt16(1), row.GetInt64(2));

    public static TaskNeed Need(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetInt32(1), row.GetInt32(2), row.GetGuid(3), row.GetInt32(4)) { Result = Bytes(row, 5) };

    public static WorkerRow Worker(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetString(1), row.GetFieldValue<string[]>(2), row.GetFieldValue<string[]>(3), row.GetInt32(4), Time(row, 5), Time(row, 6), Time(row, 7));

    public static ScheduleRow Schedule(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), TaskForms.Spec(Bytes(row, 3)), Bytes(row, 4)!, MaybeTime(row, 5), MaybeTime(row, 6), row.GetBoolean(7));

    public static DateTimeOffset? MaybeTime(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Time(row, column);

    public static byte[]? Bytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    private static DateTimeOffset Time(NpgsqlDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);
}
