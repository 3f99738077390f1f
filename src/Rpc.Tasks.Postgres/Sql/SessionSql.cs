namespace Rpc.Tasks.Postgres.Sql;

/// <summary>How a transaction begins and ends.</summary>
internal static class SessionSql
{
    public const string Begin = "BEGIN ISOLATION LEVEL READ COMMITTED";

    public const string Commit = "COMMIT";

    public const string Save = "SAVEPOINT rpc_tasks";

    public const string Release = "RELEASE SAVEPOINT rpc_tasks";

    public const string Undo = "ROLLBACK TO SAVEPOINT rpc_tasks; RELEASE SAVEPOINT rpc_tasks";

    public const string Notify = "SELECT pg_notify('rpc_tasks', $1)";

    /// <summary>A hint need not be on disk.</summary>
    public const string DoNotWait = "SELECT set_config('synchronous_commit', 'off', true)";

    public const string Listen = "LISTEN rpc_tasks";

    public const string Ping = "SELECT 1";

    /// <summary>The time of the transaction as a statement sees it that was sent together with <see cref="Open"/>, so before anybody here knows it.</summary>
    public const string Now = "current_setting('rpc_tasks.now')::bigint";

    /// <summary>Takes the time, once: what <c>$1</c> says, or the database's clock, in ticks; and leaves it to the statements that follow.</summary>
    public const string Time = "SELECT set_config('rpc_tasks.now', coalesce($1, ((extract(epoch FROM rpc_tasks.clock()) * 1000000)::bigint * 10 + 621355968000000000)::text), true)";

    /// <summary>The time, and how statements of this transaction are run.</summary>
    /// <remarks>
    /// Plans are kept, and a plan that was made while the table was empty reads all of it when it is full. So the planner has no choice but the index that each statement is written for. A session that stands
    /// still in a transaction, as when its network is gone, gives its locks back soon; nobody waits for a lock for long. A change is durable whatever the database's default is.
    /// </remarks>
    public const string Open = Time + """
        , set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true),
        set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true),
        set_config('idle_in_transaction_session_timeout', '8s', true), set_config('lock_timeout', '6s', true),
        CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', true) END
        """;
}
