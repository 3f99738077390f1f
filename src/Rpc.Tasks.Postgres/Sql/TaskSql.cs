namespace Rpc.Tasks.Postgres.Sql;

/// <summary>Statements that write tasks. Rows come as one array for each column. Those that change rows give one row back and fail where one of them is not there.</summary>
internal static class TaskSql
{
    /// <summary>What <see cref="PostgresRows.Task"/> reads of a task that has not ended.</summary>
    public const string Columns = "id, enqueued_at, ready_at, expires_at, token, began_at, worker, attempt, failures, deaths, missing, state, quarantined, cancel_requested, published, spec, arguments, progress, history";

    public const string Insert = $"INSERT INTO rpc_tasks.tasks ({Written}) SELECT * FROM {Given}";

    /// <summary>Comes after the insert: a task that was just ending then has ended now.</summary>
    public const string RefuseEnded = "SELECT rpc_tasks.refuse('there is a task ' || id || ' already, which has ended') FROM rpc_tasks.ended WHERE id = ANY($1) LIMIT 1";

    /// <summary>Both conditions on the id: the first one finds the rows by the index, the second one joins them.</summary>
    public const string Save = $"WITH {Update} {From}) {Where} {Checked}";

    public const string SaveWithArguments = $"WITH {Update}, arguments = v.arguments {From}, $17) {WhereWithArguments} {Checked}";

    /// <summary>What does not change in a task is moved inside the database; arguments too, where null is given for them.</summary>
    public const string End = $"""
        WITH gone AS (DELETE FROM rpc_tasks.tasks WHERE id = ANY($1) RETURNING id, enqueued_at, expires_at, priority, queue, kind, schedule, spec, arguments),
        done AS (INSERT INTO rpc_tasks.ended (id, enqueued_at, expires_at, priority, queue, kind, schedule, spec, ready_at, token, ended_at, kept_until, attempt, failures, deaths, missing, state, quarantined, cancel_requested,
            published, arguments, progress, history, result, error)
        SELECT gone.id, gone.enqueued_at, gone.expires_at, gone.priority, gone.queue, gone.kind, gone.schedule, gone.spec, v.ready_at, v.token, v.ended_at, v.kept_until, v.attempt, v.failures, v.deaths, v.missing, v.state,
            v.quarantined, v.cancel_requested, v.published, coalesce(v.arguments, gone.arguments), v.progress, v.history, v.result, v.error
        FROM gone JOIN unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            AS v (id, ready_at, token, ended_at, kept_until, attempt, failures, deaths, missing, state, quarantined, cancel_requested, published, arguments, progress, history, result, error) ON v.id = gone.id
        RETURNING 1) {Checked}
        """;

    /// <summary>Only those that nobody else has revived or forgotten meanwhile.</summary>
    public const string Revive = $"""
        WITH gone AS (DELETE FROM rpc_tasks.ended WHERE id = ANY($1) AND state <> 1 RETURNING id),
        done AS (INSERT INTO rpc_tasks.tasks ({Written}) SELECT v.* FROM {Given} AS v (id) WHERE v.id IN (SELECT gone.id FROM gone) RETURNING 1) {Checked}
        """;

    public const string Forget = $"""
        WITH done AS (UPDATE rpc_tasks.ended t SET state = v.state, kept_until = v.kept_until, arguments = v.arguments, progress = v.progress, history = v.history, result = v.result, error = v.error
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS v (id, state, kept_until, arguments, progress, history, result, error)
        WHERE t.id = ANY($1) AND t.id = v.id RETURNING 1) {Checked}
        """;

    public const string Delete = "DELETE FROM rpc_tasks.ended WHERE id = ANY($1)";

    private const string Written =
        "id, enqueued_at, ready_at, expires_at, token, began_at, worker, attempt, failures, deaths, missing, state, quarantined, cancel_requested, published, spec, arguments, progress, history, priority, queue, kind, schedule";

    private const string Given = "unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)";

    private const string Checked = "SELECT count(*) = cardinality($1) OR rpc_tasks.refuse((cardinality($1) - count(*)) || ' of ' || cardinality($1) || ' tasks are not there, or not in the state to be written so') FROM done";

    private const string Update = """
        done AS (UPDATE rpc_tasks.tasks t SET ready_at = v.ready_at, expires_at = v.expires_at, token = v.token, began_at = v.began_at, worker = v.worker, attempt = v.attempt, failures = v.failures, deaths = v.deaths,
            missing = v.missing, state = v.state, quarantined = v.quarantined, cancel_requested = v.cancel_requested, published = v.published, progress = v.progress, history = v.history
        """;

    private const string From = "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16";

    private const string Where = $"AS v ({Saved}) WHERE t.id = ANY($1) AND t.id = v.id RETURNING 1)";

    private const string WhereWithArguments = $"AS v ({Saved}, arguments) WHERE t.id = ANY($1) AND t.id = v.id RETURNING 1)";

    private const string Saved = "id, ready_at, expires_at, token, began_at, worker, attempt, failures, deaths, missing, state, quarantined, cancel_requested, published, progress, history";
}
