using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Stores;

/// <summary>How <see cref="TaskRow"/>s stand in the table of tasks.</summary>
internal static class SqliteTaskRows
{
    /// <summary>What <see cref="Read"/> reads, but for arguments and result.</summary>
    private const string Most = "id, state, enqueued_at, ready_at, expires_at, attempt, token, failures, deaths, quarantined, cancel_requested, published, missing, worker, began_at, ended_at, kept_until, spec, history, progress, error";

    /// <summary>All that <see cref="Read"/> reads. Arguments that are null stand in bodies.</summary>
    public const string All = Most + ", arguments, result";

    /// <summary>The same without arguments and result.</summary>
    public const string Listed = Most + ", zeroblob(0), NULL";

    public const string NotEnded = "state IN (2, 3, 4, 5, 9)";

    public const string Ended = "state IN (1, 6, 7, 8)";

    /// <summary>Arguments up to here stand in the row.</summary>
    public const int MostInRow = 1000;

    public const string Insert = """
        INSERT INTO tasks (state, quarantined, ready_at, expires_at, attempt, token, failures, deaths, cancel_requested, published, missing, worker, began_at, ended_at, kept_until, history, progress, error, result,
            id, queue, kind, priority, enqueued_at, schedule, spec, arguments)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27)
        """;

    private const string Set = """
        UPDATE tasks SET state = ?1, quarantined = ?2, ready_at = ?3, expires_at = ?4, attempt = ?5, token = ?6, failures = ?7, deaths = ?8, cancel_requested = ?9, published = ?10, missing = ?11,
            worker = ?12, began_at = ?13, ended_at = ?14, kept_until = ?15, history = ?16, progress = ?17, error = ?18, result = ?19
        """;

    /// <summary>Changes a task that has not ended, and leaves its arguments as they are.</summary>
    public const string Change = Set + " WHERE id = ?20 AND " + NotEnded;

    /// <summary>Changes a task that has not ended, and its arguments.</summary>
    public const string ChangeWithArguments = Set + ", arguments = ?21 WHERE id = ?20 AND " + NotEnded;

    /// <summary>Changes a task that has ended, and leaves its arguments as they are.</summary>
    public const string ChangeEnded = Set + " WHERE id = ?20 AND " + Ended;

    /// <summary>Changes a task that has ended, and its arguments.</summary>
    public const string ChangeEndedWithArguments = Set + ", arguments = ?21 WHERE id = ?20 AND " + Ended;

    /// <summary>Gives the first 20 values: what changes, and the id.</summary>
    public static SqliteStatement Add(this SqliteStatement statement, TaskRow row) => statement
        .Add((long)row.State).Add(row.Quarantined).Add(row.ReadyAt).Add(row.ExpiresAt).Add(row.Attempt).Add(row.Token).Add(row.Failures).Add(row.Deaths)
        .Add(row.CancelRequested).Add(row.Published).Add(row.Missing).Add(row.Worker).Add(row.BeganAt).Add(row.EndedAt).Add(row.KeptUntil)
        .Add(TaskForms.OfHistory(row.History)).Add(row.Progress).Add(TaskForms.OfError(row.Error)).Add(row.Result).Add(row.Id);

    /// <summary>Gives the others that <see cref="Insert"/> has.</summary>
    public static SqliteStatement AddFixed(this SqliteStatement statement, TaskRow row) => statement
        .Add(row.Spec.Queue).Add(row.Spec.Kind).Add((long)row.Spec.Priority).Add(row.EnqueuedAt).Add(row.Spec.Schedule).Add(TaskForms.OfSpec(row.Spec)).AddArguments(row);

    /// <summary>Gives the arguments where they stand in the row.</summary>
    public static SqliteStatement AddArguments(this SqliteStatement statement, TaskRow row) => statement.Add(row.Arguments.Length <= MostInRow ? row.Arguments : null);

    /// <summary>The row that the statement stands at.</summary>
    public static TaskRow Read(SqliteSession session, SqliteStatement at)
    {
        Guid id = at.Id(0);
        return new TaskRow
        {
            Id = id,
            State = (RpcTaskState)at.Int(1),
            EnqueuedAt = at.Time(2),
            ReadyAt = at.Time(3),
            ExpiresAt = at.TimeOrNull(4),
            Attempt = at.Int(5),
            Token = at.Long(6),
            Failures = at.Int(7),
            Deaths = at.Int(8),
            Quarantined = at.Bool(9),
            CancelRequested = at.Bool(10),
            Published = at.Bool(11),
            Missing = at.Int(12),
            Worker = at.IdOrNull(13),
            BeganAt = at.TimeOrNull(14),
            EndedAt = at.TimeOrNull(15),
            KeptUntil = at.TimeOrNull(16),
            Spec = session.Specs.Read(at.Span(17)),
            History = TaskForms.History(at.BytesOrNull(18)),
            Progress = at.BytesOrNull(19),
            Error = TaskForms.Error(at.BytesOrNull(20)),
            Arguments = at.BytesOrNull(21) ?? Body(session, id),
            Result = at.BytesOrNull(22),
        };
    }

    private static byte[] Body(SqliteSession session, Guid id)
    {
        SqliteStatement body = session.Begin("SELECT bytes FROM bodies WHERE id = ?1").Add(id);
        byte[] bytes = body.Step() ? body.Bytes(0) : throw new RpcException(RpcStatus.DataLoss, $"{session.File} has no arguments of task {id}.");
        body.Reset();
        return bytes;
    }
}
