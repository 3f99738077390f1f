namespace Rpc.Tasks.Postgres.Sql;

/// <summary>Statements that find tasks. Numbers of states are written out where a partial index is meant.</summary>
internal static class FindSql
{
    /// <summary>In the order of ids, so that transactions which lock several do not wait for each other in a circle.</summary>
    public const string Lock = $"SELECT {TaskSql.Columns} FROM rpc_tasks.tasks WHERE id = ANY($1) ORDER BY id FOR UPDATE";

    public const string LockReady = $"{Ready} AND NOT quarantined {ReadyOrder}";

    public const string LockQuarantined = $"{Ready} AND quarantined {ReadyOrder}";

    public const string LockDue = $"SELECT {TaskSql.Columns} FROM rpc_tasks.tasks WHERE state = 3 AND ready_at <= {SessionSql.Now} ORDER BY ready_at, id LIMIT $1 FOR UPDATE SKIP LOCKED";

    public const string LockExpired = $"SELECT {TaskSql.Columns} FROM rpc_tasks.tasks WHERE {Expired} ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED";

    /// <summary>Waits for those that somebody else holds: one that were skipped would run for ever in a worker that is no more.</summary>
    public const string LockRunning = $"SELECT {TaskSql.Columns} FROM rpc_tasks.tasks WHERE state = 5 AND worker = $1 ORDER BY id FOR UPDATE";

    /// <summary>One step in the index for each queue and kind.</summary>
    public const string LockUnknown = $"""
        WITH RECURSIVE {Kinds}
        SELECT t.* FROM unknown u CROSS JOIN LATERAL (
            SELECT {TaskSql.Columns} FROM rpc_tasks.tasks WHERE state = 4 AND queue = u.queue AND kind = u.kind LIMIT $1 FOR UPDATE SKIP LOCKED) t
        LIMIT $1
        """;

    public const string LockParked = $"SELECT {TaskSql.Columns} FROM rpc_tasks.tasks WHERE state = 9 AND kind = ANY($1) ORDER BY kind LIMIT $2 FOR UPDATE SKIP LOCKED";

    public const string LockUnpublished = $"SELECT {TaskSql.Columns} FROM rpc_tasks.tasks WHERE state = 4 AND NOT quarantined AND NOT published AND ready_at <= $1 ORDER BY ready_at LIMIT $2 FOR UPDATE SKIP LOCKED";

    public const string LockForgettable = $"SELECT {EndedColumns} FROM rpc_tasks.ended WHERE kept_until > 0 AND kept_until <= {SessionSql.Now} ORDER BY kept_until LIMIT $1 FOR UPDATE SKIP LOCKED";

    public const string Find = $"""
        SELECT {TaskSql.Columns}, NULL::bigint, NULL::bigint, NULL::bytea, NULL::bytea FROM rpc_tasks.tasks WHERE id = ANY($1)
        UNION ALL SELECT {EndedColumns} FROM rpc_tasks.ended WHERE id = ANY($1)
        """;

    public const string FindEnded = $"SELECT {EndedColumns} FROM rpc_tasks.ended WHERE id = ANY($1)";

    public const string Count = "SELECT queue, state, count(*) FROM rpc_tasks.tasks GROUP BY queue, state UNION ALL SELECT queue, state, count(*) FROM rpc_tasks.ended GROUP BY queue, state";

    public const string CancelledOf = "SELECT id FROM rpc_tasks.tasks WHERE state = 5 AND worker = $1 AND cancel_requested";

    /// <summary>What there may be to do. The worker <c>$2</c> may be null, and then knows nothing.</summary>
    public const string Peek = $"""
        WITH RECURSIVE {Kinds}
        SELECT
            EXISTS (SELECT FROM kinds k WHERE k.queue = ANY($1) AND k.kind = ANY(ARRAY(SELECT unnest(w.kinds) FROM rpc_tasks.workers w WHERE w.id = $2))),
            least(
                (SELECT ready_at FROM rpc_tasks.tasks WHERE state = 3 ORDER BY ready_at, id LIMIT 1),
                (SELECT min(next_at) FROM rpc_tasks.schedules WHERE NOT is_paused)),
            (SELECT min(lease_until) FROM rpc_tasks.workers),
            EXISTS (SELECT FROM rpc_tasks.tasks WHERE {Expired}) OR EXISTS (SELECT FROM rpc_tasks.ended WHERE kept_until > 0 AND kept_until <= {SessionSql.Now}) OR EXISTS (SELECT FROM unknown)
        """;

    private const string EndedColumns =
        "id, enqueued_at, ready_at, expires_at, token, NULL::bigint, NULL::uuid, attempt, failures, deaths, missing, state, quarantined, cancel_requested, published, spec, arguments, progress, history, ended_at, kept_until, result, error";

    private const string Ready = $"""
        WITH held AS MATERIALIZED ({OtherSql.HoldWorker})
        SELECT {TaskSql.Columns} FROM rpc_tasks.tasks t WHERE state = 4 AND queue = $2 AND kind = ANY(ARRAY(SELECT unnest(h.kinds) FROM held h))
        """;

    private const string ReadyOrder = "ORDER BY priority, ready_at, id LIMIT $3 FOR UPDATE OF t SKIP LOCKED";

    private const string Expired = $"attempt = 0 AND state <> 5 AND expires_at IS NOT NULL AND expires_at <= {SessionSql.Now}";

    /// <summary>Queues and kinds of ready tasks, by one step in the index for each and not by reading all tasks; and those of them that no live worker knows in queues that one serves.</summary>
    private const string Kinds = $"""
        kinds AS (
            (SELECT queue, kind FROM rpc_tasks.tasks WHERE state = 4 ORDER BY queue, kind LIMIT 1)
            UNION ALL
            SELECT n.queue, n.kind FROM kinds k CROSS JOIN LATERAL (
                SELECT t.queue, t.kind FROM rpc_tasks.tasks t WHERE t.state = 4 AND (t.queue, t.kind) > (k.queue, k.kind) ORDER BY t.queue, t.kind LIMIT 1) n),
        live AS MATERIALIZED (SELECT queues, kinds FROM rpc_tasks.workers WHERE lease_until > {SessionSql.Now}),
        unknown AS MATERIALIZED (
            SELECT k.queue, k.kind FROM kinds k
            WHERE EXISTS (SELECT FROM live w WHERE k.queue = ANY(w.queues)) AND NOT EXISTS (SELECT FROM live w WHERE k.kind = ANY(w.kinds)))
        """;
}
