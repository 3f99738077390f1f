using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Stores;

/// <content>Lists, counts and the outlook.</content>
internal sealed partial class SqliteTaskTransaction
{
    private const string Filtered = """
         AND (enqueued_at, id) < (?1, ?2) AND (?3 >> state) & 1 AND (?4 IS NULL OR queue = ?4) AND (?5 IS NULL OR instr(kind, ?5) > 0) AND (?6 IS NULL OR schedule = ?6)
        ORDER BY enqueued_at DESC, id DESC LIMIT ?7
        """;

    private const string List = "SELECT " + SqliteTaskRows.Listed + " FROM tasks WHERE 1" + Filtered;

    // Those that are looked for most among many others.
    private const string ListFailed = "SELECT " + SqliteTaskRows.Listed + " FROM tasks INDEXED BY tasks_failed WHERE state = 7" + Filtered;

    // Counted in the indexes, which are small, and not in the table.
    private const string Count = """
        SELECT queue, 2, count(*) FROM tasks WHERE state = 2 GROUP BY queue
        UNION ALL SELECT queue, 3, count(*) FROM tasks WHERE state = 3 GROUP BY queue
        UNION ALL SELECT queue, 4, count(*) FROM tasks WHERE state = 4 GROUP BY queue
        UNION ALL SELECT queue, 5, count(*) FROM tasks WHERE state = 5 GROUP BY queue
        UNION ALL SELECT queue, 9, count(*) FROM tasks WHERE state = 9 GROUP BY queue
        UNION ALL SELECT queue, state, count(*) FROM tasks WHERE kept_until IS NOT NULL GROUP BY queue, state
        """;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> ListAsync(TaskFilter filter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Most, 1, nameof(filter));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(filter.Most, 1000, nameof(filter));
        long states = filter.States.Count == 0 ? -1 : filter.States.Aggregate(0L, static (mask, state) => mask | (1L << (int)state));
        return Listed(Select(filter.States is [RpcTaskState.Failed] ? ListFailed : List)
            .Add(filter.After?.EnqueuedAt.UtcTicks ?? long.MaxValue).Add(filter.After?.Id ?? Guid.Empty).Add(states)
            .Add(filter.Queue).Add(filter.Kind).Add(filter.Schedule).Add(filter.Most));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskCount>> CountAsync() => new(All(Select(Count), static at => new TaskCount(at.Text(0), (RpcTaskState)at.Int(1), at.Long(2))));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockForgettableAsync(int most) =>
        Listed(Select(FromTasks + "WHERE kept_until IS NOT NULL AND kept_until <= ?1 ORDER BY kept_until LIMIT ?2").Add(Now).Add(most));

    /// <inheritdoc/>
    public ValueTask<TaskOutlook> PeekAsync(IReadOnlyList<string> queues, Guid? worker)
    {
        bool hasReady = worker is { } asks && queues.Any(queue => ReadyKinds(queue, quarantined: false).Concat(ReadyKinds(queue, quarantined: true)).Any(kind => Knows(asks, kind)));
        long? task = Select("SELECT min(ready_at) FROM tasks WHERE state = 3").Scalar();
        long? schedule = Select("SELECT min(next_at) FROM schedules WHERE next_at IS NOT NULL AND is_paused = 0").Scalar();
        long? loss = Select("SELECT min(lease_until) FROM workers").Scalar();
        bool hasOther = Select("SELECT 1 FROM tasks WHERE expires_at IS NOT NULL AND attempt = 0 AND kept_until IS NULL AND state <> 5 AND expires_at <= ?1 LIMIT 1").Add(Now).Any()
            || Select("SELECT 1 FROM tasks WHERE kept_until IS NOT NULL AND kept_until <= ?1 LIMIT 1").Add(Now).Any()
            || Unknown().Any();
        return new(new TaskOutlook(Now, hasReady, Time(task is null || schedule < task ? schedule : task), Time(loss), hasOther));
    }

    private static DateTimeOffset? Time(long? ticks) => ticks is { } there ? new DateTimeOffset(there, TimeSpan.Zero) : null;
}
