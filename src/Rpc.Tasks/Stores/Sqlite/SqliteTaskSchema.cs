using System.Globalization;

namespace Rpc.Tasks.Stores;

/// <summary>The tables of <see cref="SqliteTaskStore"/>. Times are ticks of 100 ns, UTC; ids are 16 bytes, big-endian; specs, histories and errors are <see cref="TaskForms"/>.</summary>
internal static class SqliteTaskSchema
{
    // "RPCT": tells our files from other SQLite databases.
    private const long ApplicationId = 0x52504354;
    private const long Version = 1;

    // One table for all tasks: an end that moved rows would pay for every index twice. Those that wait, run or have ended stand in partial indexes of their own, so none slows down another:
    // a claim never sees what is scheduled. (The state is in them, too, as SQLite looks for it even where it can only be one.) An unlikely column comes late, so that rows are short; what may be long is in bodies, as a row is written as a whole each time that anything of it changes.
    private const string Create = """
        CREATE TABLE tasks (
            n INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            state INTEGER NOT NULL,
            queue TEXT NOT NULL,
            kind TEXT NOT NULL,
            priority INTEGER NOT NULL,
            quarantined INTEGER NOT NULL,
            enqueued_at INTEGER NOT NULL,
            ready_at INTEGER NOT NULL,
            expires_at INTEGER,
            attempt INTEGER NOT NULL,
            token INTEGER NOT NULL,
            failures INTEGER NOT NULL,
            deaths INTEGER NOT NULL,
            cancel_requested INTEGER NOT NULL,
            published INTEGER NOT NULL,
            missing INTEGER NOT NULL,
            worker BLOB,
            began_at INTEGER,
            ended_at INTEGER,
            kept_until INTEGER,
            schedule TEXT,
            spec BLOB NOT NULL,
            history BLOB,
            progress BLOB,
            error BLOB,
            arguments BLOB,
            result BLOB);
        CREATE UNIQUE INDEX tasks_id ON tasks (id);
        CREATE INDEX tasks_enqueued ON tasks (enqueued_at, id);
        CREATE INDEX tasks_ready ON tasks (queue, quarantined, kind, priority, ready_at, id, state) WHERE state = 4;
        CREATE INDEX tasks_scheduled ON tasks (ready_at, id, queue, state) WHERE state = 3;
        CREATE INDEX tasks_waiting ON tasks (queue, state) WHERE state = 2;
        CREATE INDEX tasks_running ON tasks (worker, queue, state) WHERE state = 5;
        CREATE INDEX tasks_parked ON tasks (kind, ready_at, queue, state) WHERE state = 9;
        CREATE INDEX tasks_expiring ON tasks (expires_at) WHERE expires_at IS NOT NULL AND attempt = 0 AND kept_until IS NULL AND state <> 5;
        CREATE INDEX tasks_ended ON tasks (kept_until, queue, state) WHERE kept_until IS NOT NULL;
        CREATE INDEX tasks_failed ON tasks (enqueued_at, id) WHERE state = 7;
        CREATE TABLE bodies (id BLOB PRIMARY KEY, bytes BLOB NOT NULL);
        CREATE TABLE keys (is_unique INTEGER NOT NULL, key TEXT NOT NULL, task BLOB NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (is_unique, key)) WITHOUT ROWID;
        CREATE INDEX keys_task ON keys (task);
        CREATE TABLE needs (needing BLOB NOT NULL, place INTEGER NOT NULL, place_order INTEGER NOT NULL, needed BLOB NOT NULL, offset INTEGER NOT NULL, result BLOB, PRIMARY KEY (needing, place, place_order));
        CREATE INDEX needs_needed ON needs (needed);
        CREATE TABLE workers (id BLOB PRIMARY KEY, name TEXT NOT NULL, concurrency INTEGER NOT NULL, joined_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, lease_until INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX workers_lease ON workers (lease_until);
        CREATE TABLE worker_kinds (kind TEXT NOT NULL, worker BLOB NOT NULL, PRIMARY KEY (kind, worker)) WITHOUT ROWID;
        CREATE INDEX worker_kinds_worker ON worker_kinds (worker);
        CREATE TABLE worker_queues (worker BLOB NOT NULL, queue TEXT NOT NULL, PRIMARY KEY (worker, queue)) WITHOUT ROWID;
        CREATE TABLE shapes (fingerprint TEXT PRIMARY KEY, bytes BLOB NOT NULL);
        CREATE TABLE schedules (name TEXT PRIMARY KEY, timing TEXT NOT NULL, time_zone TEXT NOT NULL, spec BLOB NOT NULL, arguments BLOB NOT NULL, next_at INTEGER, last_at INTEGER, is_paused INTEGER NOT NULL);
        CREATE INDEX schedules_next ON schedules (next_at) WHERE next_at IS NOT NULL AND is_paused = 0;
        CREATE TABLE listeners (id BLOB PRIMARY KEY, port INTEGER NOT NULL, process INTEGER NOT NULL, seen_at INTEGER NOT NULL, passed INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE store (identity BLOB NOT NULL);
        """;

    /// <summary>Makes the tables of a new file, or sees that a file is one of ours. The caller keeps others out meanwhile.</summary>
    /// <returns>Which file it is: random, made with it.</returns>
    /// <exception cref="InvalidOperationException">It is another program's, or a later version's.</exception>
    public static Guid Prepare(SqliteSession session)
    {
        session.WaitForLocks(TimeSpan.FromSeconds(10));

        // Looked at before anything is changed: another program's file stays as it is.
        long application = session.Begin("PRAGMA application_id").Scalar() ?? 0;
        bool isNew = application == 0 && session.Begin("SELECT count(*) FROM sqlite_master").Scalar() == 0;
        if (!isNew && application != ApplicationId)
        {
            throw new InvalidOperationException("it is a database of another program.");
        }

        if (!isNew && session.Begin("PRAGMA user_version").Scalar() is var version && version != Version)
        {
            throw new InvalidOperationException($"it has format {version}, and this program knows format {Version}. Use the version that wrote it, or a later one.");
        }

        session.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; BEGIN IMMEDIATE");
        if (isNew)
        {
            session.Execute(string.Create(CultureInfo.InvariantCulture, $"{Create} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};"));
            session.Begin("INSERT INTO store (identity) VALUES (?1)").Add(Guid.NewGuid()).Run();
        }

        SqliteStatement identity = session.Begin("SELECT identity FROM store");
        identity.Step();
        Guid found = identity.Id(0);
        identity.Reset();
        session.Execute("COMMIT");
        session.WaitForLocks(TimeSpan.Zero);
        return found;
    }
}
