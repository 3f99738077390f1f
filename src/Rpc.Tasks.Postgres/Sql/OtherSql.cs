namespace Rpc.Tasks.Postgres.Sql;

/// <summary>Statements on keys, needs, workers, shapes and schedules.</summary>
internal static class OtherSql
{
    /// <summary>In the order of keys, so that transactions which want the same ones wait for each other in one direction. Waits for one that is about to hold, or to give up, a key.</summary>
    public const string Reserve = """
        INSERT INTO rpc_tasks.keys (is_unique, key, task, digest)
        SELECT v.is_unique, v.key, v.task, v.digest FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS v (is_unique, key, task, digest, number) ORDER BY v.is_unique, v.key, v.number
        ON CONFLICT DO NOTHING
        """;

    /// <summary>A statement of its own, because it has to see what was committed while the one before waited.</summary>
    public const string Holders = """
        SELECT v.number, k.task, k.digest FROM unnest($1, $2) WITH ORDINALITY AS v (is_unique, key, number)
        LEFT JOIN rpc_tasks.keys k ON k.is_unique = v.is_unique AND k.key = v.key AND k.key = ANY($2) ORDER BY v.number
        """;

    public const string GiveUpUnique = "DELETE FROM rpc_tasks.keys WHERE task = ANY($1) AND is_unique";

    public const string DropKeys = "DELETE FROM rpc_tasks.keys WHERE task = ANY($1)";

    public const string RetakeUnique = """
        INSERT INTO rpc_tasks.keys (is_unique, key, task, digest)
        SELECT true, v.key, v.task, '' FROM unnest($1, $2) AS v (task, key) WHERE v.task IN (SELECT t.id FROM rpc_tasks.tasks t WHERE t.id = ANY($1)) ORDER BY v.key
        ON CONFLICT DO NOTHING
        """;

    public const string AddNeeds = "INSERT INTO rpc_tasks.needs (needing, place, number, needed, gap, result) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)";

    public const string NeedsOf = $"SELECT {NeedColumns} FROM rpc_tasks.needs WHERE needed = ANY($1)";

    public const string MeetNeeds = "UPDATE rpc_tasks.needs SET result = $2 WHERE needed = $1";

    public const string NeedsFor = $"SELECT {NeedColumns} FROM rpc_tasks.needs WHERE needing = $1 ORDER BY place, number";

    public const string DropNeeds = "DELETE FROM rpc_tasks.needs WHERE needing = ANY($1)";

    public const string PutWorker = $"""
        INSERT INTO rpc_tasks.workers ({WorkerColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, queues = excluded.queues, kinds = excluded.kinds, concurrency = excluded.concurrency, joined_at = excluded.joined_at, seen_at = excluded.seen_at,
            lease_until = excluded.lease_until
        """;

    public const string Renew = "UPDATE rpc_tasks.workers SET lease_until = $2, seen_at = $3 WHERE id = $1 RETURNING id";

    /// <summary>A lock that goes with heartbeats, which do not change the key, and not with the one of <see cref="LockLostWorkers"/>.</summary>
    public const string HoldWorker = "SELECT kinds FROM rpc_tasks.workers WHERE id = $1 FOR KEY SHARE";

    public const string RemoveWorker = "DELETE FROM rpc_tasks.workers WHERE id = $1";

    public const string LockLostWorkers = $"SELECT {WorkerColumns} FROM rpc_tasks.workers WHERE lease_until <= {SessionSql.Now} ORDER BY lease_until, id LIMIT $1 FOR UPDATE SKIP LOCKED";

    public const string Workers = $"SELECT {WorkerColumns} FROM rpc_tasks.workers ORDER BY joined_at, id";

    public const string PutShapes = "INSERT INTO rpc_tasks.shapes (fingerprint, shapes) VALUES ($1, $2) ON CONFLICT DO NOTHING";

    public const string FindShapes = "SELECT shapes FROM rpc_tasks.shapes WHERE fingerprint = $1";

    /// <summary>Held until the end of the transaction by one who puts schedules.</summary>
    public const string LockScheduleNames = "SELECT pg_advisory_xact_lock(6087524019386)";

    public const string LockSchedule = $"SELECT {ScheduleColumns} FROM rpc_tasks.schedules WHERE name = $1 FOR UPDATE";

    public const string PutSchedule = $"""
        INSERT INTO rpc_tasks.schedules ({ScheduleColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (name) DO UPDATE SET timing = excluded.timing, time_zone = excluded.time_zone, spec = excluded.spec, arguments = excluded.arguments, next_at = excluded.next_at, last_at = excluded.last_at,
            is_paused = excluded.is_paused
        """;

    public const string RemoveSchedule = "DELETE FROM rpc_tasks.schedules WHERE name = $1 RETURNING name";

    public const string LockDueSchedules = $"SELECT {ScheduleColumns} FROM rpc_tasks.schedules WHERE NOT is_paused AND next_at <= {SessionSql.Now} ORDER BY next_at, name LIMIT $1 FOR UPDATE SKIP LOCKED";

    public const string Schedules = $"SELECT {ScheduleColumns} FROM rpc_tasks.schedules ORDER BY name";

    private const string NeedColumns = "needing, place, number, needed, gap, result";

    private const string WorkerColumns = "id, name, queues, kinds, concurrency, joined_at, seen_at, lease_until";

    private const string ScheduleColumns = "name, timing, time_zone, spec, arguments, next_at, last_at, is_paused";
}
