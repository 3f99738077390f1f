namespace Rpc.Tasks.Postgres;

/// <summary>The tables of <see cref="PostgresTaskStore"/>, all in the schema <c>rpc_tasks</c>.</summary>
internal static class PostgresSchema
{
    public const int Format = 1;

    /// <summary>The state of errors that <c>refuse()</c> raises.</summary>
    public const string Refused = "RT001";

    /// <summary>Of several stores that open at once one makes the tables, and the others wait for it.</summary>
    public const string Lock = "SELECT pg_advisory_xact_lock(6087524019385)";

    /// <summary>Reads the catalog and not what the session remembers of it: another one may have made the tables a moment ago.</summary>
    public const string Look = "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'rpc_tasks' AND c.relname = 'state'), current_setting('server_encoding')";

    public const string FormatOf = "SELECT format FROM rpc_tasks.state";

    // Queues write each row three times and delete it: a table that is vacuumed as seldom as others grows to many times of what is in it.
    private const string Busy = "autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500, autovacuum_analyze_scale_factor = 0.05, autovacuum_analyze_threshold = 500, autovacuum_vacuum_cost_delay = 0";

    // Columns of a task, whether it has ended or not: before and behind those that only one of the tables has.
    private const string FirstColumns = """
        id uuid PRIMARY KEY,
        enqueued_at bigint NOT NULL,
        ready_at bigint NOT NULL,
        expires_at bigint,
        token bigint NOT NULL
        """;

    private const string LastColumns = """
        attempt integer NOT NULL,
        failures integer NOT NULL,
        deaths integer NOT NULL,
        missing integer NOT NULL,
        state smallint NOT NULL,
        priority smallint NOT NULL,
        quarantined boolean NOT NULL,
        cancel_requested boolean NOT NULL,
        published boolean NOT NULL,
        queue text COLLATE "C" NOT NULL,
        kind text COLLATE "C" NOT NULL,
        schedule text COLLATE "C",
        spec bytea NOT NULL,
        arguments bytea NOT NULL,
        progress bytea,
        history bytea
        """;

    /// <summary>
    /// <c>tasks</c> has what has not ended, <c>ended</c> the rest, so that the first one stays small. Times are ticks of 100 ns of UTC since the year 1, which no rounding changes; numbers of states and
    /// priorities are those of the enumerations. <c>clock()</c> is the time that decides. <c>refuse()</c> fails in the middle of a batch, so that what comes behind it, the commit, is not done.
    /// Conditions of indexes that hold for every row are there on purpose: a plan that is made while a table is empty finds all of its indexes equally cheap, and may choose only among those whose condition the
    /// statement names.
    /// </summary>
    public static readonly string Create = $$"""
        CREATE SCHEMA IF NOT EXISTS rpc_tasks;
        CREATE FUNCTION rpc_tasks.clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';
        CREATE FUNCTION rpc_tasks.refuse(why text) RETURNS boolean LANGUAGE plpgsql AS $f$
            BEGIN RAISE EXCEPTION USING MESSAGE = why, ERRCODE = '{{Refused}}'; END $f$;
        CREATE TABLE rpc_tasks.tasks (
            {{FirstColumns}},
            began_at bigint,
            worker uuid,
            {{LastColumns}}) WITH (fillfactor = 80, {{Busy}}, toast.autovacuum_vacuum_scale_factor = 0.05);
        CREATE INDEX tasks_ready ON rpc_tasks.tasks (queue, priority, ready_at, id) WHERE state = 4 AND NOT quarantined;
        CREATE INDEX tasks_quarantined ON rpc_tasks.tasks (queue, priority, ready_at, id) WHERE state = 4 AND quarantined;
        CREATE INDEX tasks_kinds ON rpc_tasks.tasks (queue, kind) WHERE state = 4;
        CREATE INDEX tasks_unpublished ON rpc_tasks.tasks (ready_at) WHERE state = 4 AND NOT quarantined AND NOT published;
        CREATE INDEX tasks_scheduled ON rpc_tasks.tasks (ready_at, id) WHERE state = 3;
        CREATE INDEX tasks_running ON rpc_tasks.tasks (worker, id) WHERE state = 5;
        CREATE INDEX tasks_parked ON rpc_tasks.tasks (kind) WHERE state = 9;
        CREATE INDEX tasks_expiring ON rpc_tasks.tasks (expires_at) WHERE attempt = 0 AND state <> 5 AND expires_at IS NOT NULL;
        CREATE INDEX tasks_listed ON rpc_tasks.tasks (enqueued_at, id) WHERE enqueued_at > 0;
        CREATE TABLE rpc_tasks.ended (
            {{FirstColumns}},
            ended_at bigint NOT NULL,
            kept_until bigint NOT NULL,
            {{LastColumns}},
            result bytea,
            error bytea) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
        CREATE INDEX ended_kept ON rpc_tasks.ended (kept_until) WHERE kept_until > 0;
        CREATE INDEX ended_listed ON rpc_tasks.ended (enqueued_at, id) WHERE enqueued_at > 0;
        CREATE TABLE rpc_tasks.keys (
            is_unique boolean NOT NULL,
            key text COLLATE "C" NOT NULL,
            task uuid NOT NULL,
            digest bytea NOT NULL) WITH ({{Busy}});
        CREATE UNIQUE INDEX keys_by_key ON rpc_tasks.keys (key, is_unique) WHERE key IS NOT NULL;
        CREATE INDEX keys_of_task ON rpc_tasks.keys (task) WHERE task IS NOT NULL;
        CREATE TABLE rpc_tasks.needs (
            needing uuid NOT NULL,
            place integer NOT NULL,
            number integer NOT NULL,
            needed uuid NOT NULL,
            gap integer NOT NULL,
            result bytea) WITH ({{Busy}});
        CREATE UNIQUE INDEX needs_for ON rpc_tasks.needs (needing, place, number) WHERE needing IS NOT NULL;
        CREATE INDEX needs_of ON rpc_tasks.needs (needed) WHERE needed IS NOT NULL;
        CREATE TABLE rpc_tasks.workers (
            id uuid PRIMARY KEY,
            name text NOT NULL,
            queues text[] NOT NULL,
            kinds text[] NOT NULL,
            concurrency integer NOT NULL,
            joined_at bigint NOT NULL,
            seen_at bigint NOT NULL,
            lease_until bigint NOT NULL) WITH (fillfactor = 50, {{Busy}});
        CREATE TABLE rpc_tasks.schedules (
            name text COLLATE "C" PRIMARY KEY,
            timing text NOT NULL,
            time_zone text NOT NULL,
            spec bytea NOT NULL,
            arguments bytea NOT NULL,
            next_at bigint,
            last_at bigint,
            is_paused boolean NOT NULL);
        CREATE TABLE rpc_tasks.shapes (
            fingerprint text COLLATE "C" PRIMARY KEY,
            shapes bytea NOT NULL);
        CREATE TABLE rpc_tasks.state (
            one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
            format integer NOT NULL);
        INSERT INTO rpc_tasks.state (format) VALUES ({{Format}});
        """;
}
