namespace Rpc.NameServer.Postgres;

/// <summary>The statements of <see cref="PostgresNameStore"/>. Parameters stand for whole columns, so that a batch of any size is one statement of each kind.</summary>
internal static class PostgresSql
{
    public const string Listen = "LISTEN rpc_names";

    private const string Columns = "i.name, i.uri, i.tags, i.metadata, i.weight, i.lease_seconds, i.lease_id, i.server, i.since";

    /// <summary>Instances whose lease is over, of servers of which any may be.</summary>
    private const string Overdue = """
        now AS MATERIALIZED (SELECT rpc_names.clock() AS at, resumed_at FROM rpc_names.service),
        suspects AS (
            SELECT s.server FROM rpc_names.servers s, now WHERE greatest(s.heard_at, now.resumed_at) + s.shortest_lease * interval '1 second' <= now.at
            UNION SELECT l.server FROM rpc_names.instances l, now WHERE l.left_at IS NOT NULL AND l.left_at + l.lease_seconds * interval '1 second' <= now.at),
        overdue AS (
            SELECT o.name, o.server, o.lease_id, now.at - (greatest(coalesce(o.left_at, s.heard_at), now.resumed_at) + o.lease_seconds * interval '1 second') AS since
            FROM rpc_names.instances o JOIN rpc_names.servers s ON s.server = o.server, now
            WHERE o.lease_seconds > 0 AND o.server IN (SELECT server FROM suspects)
                AND greatest(coalesce(o.left_at, s.heard_at), now.resumed_at) + o.lease_seconds * interval '1 second' <= now.at)
        """;

    public const string State = "SELECT epoch, number FROM rpc_names.state";

    public const string All = $"SELECT {Columns} FROM rpc_names.instances i";

    public const string LockState = "SELECT epoch, number, rpc_names.clock() FROM rpc_names.state FOR UPDATE";

    /// <summary>All instances of the names, of the names of the leases, and of the names under which the servers have something that is over.</summary>
    public const string InScope = $"""
        WITH {Overdue}
        SELECT {Columns}, EXISTS (SELECT 1 FROM overdue o WHERE o.lease_id = i.lease_id AND o.server = ANY($3)) FROM rpc_names.instances i
        WHERE i.name IN (
            SELECT unnest($1)
            UNION SELECT l.name FROM rpc_names.instances l WHERE l.lease_id = ANY($2)
            UNION SELECT o.name FROM overdue o WHERE o.server = ANY($3))
        """;

    /// <summary>The same where nothing expires, which is nearly always.</summary>
    public const string InScopeOfNames = $"""
        SELECT {Columns}, false FROM rpc_names.instances i
        WHERE i.name IN (SELECT unnest($1) UNION SELECT l.name FROM rpc_names.instances l WHERE l.lease_id = ANY($2))
        """;

    public const string Delete = "DELETE FROM rpc_names.instances i USING unnest($1, $2) AS d (name, uri) WHERE i.name = d.name AND i.uri = d.uri";

    /// <summary>A registration that only got other tags or metadata keeps its lease as it stands.</summary>
    public const string Put = """
        INSERT INTO rpc_names.instances AS i (name, uri, tags, metadata, weight, lease_seconds, lease_id, server, since)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (name, uri) DO UPDATE SET tags = excluded.tags, metadata = excluded.metadata, weight = excluded.weight, lease_seconds = excluded.lease_seconds,
            lease_id = excluded.lease_id, server = excluded.server, since = excluded.since, left_at = CASE WHEN i.lease_id = excluded.lease_id THEN i.left_at END
        """;

    public const string HearServers = """
        INSERT INTO rpc_names.servers AS s (server, heard_at, shortest_lease)
        SELECT n.server, rpc_names.clock(), min(n.lease) FROM unnest($1, $2) AS n (server, lease) GROUP BY n.server
        ON CONFLICT (server) DO UPDATE SET heard_at = excluded.heard_at, shortest_lease = least(s.shortest_lease, excluded.shortest_lease)
        """;

    public const string ForgetServers = """
        DELETE FROM rpc_names.servers s
        WHERE s.server = ANY($1) AND NOT EXISTS (SELECT 1 FROM rpc_names.instances i WHERE i.server = s.server AND i.lease_seconds > 0)
        """;

    public const string Note = "INSERT INTO rpc_names.changes (number, name, instances) SELECT * FROM unnest($1, $2, $3)";

    public const string Advance = "UPDATE rpc_names.state SET number = $1";

    public const string Notify = "SELECT pg_notify('rpc_names', $1)";

    public const string Changes = "SELECT number, name, instances FROM rpc_names.changes WHERE number > $1 ORDER BY number LIMIT $2";

    /// <summary>The database is older than what was read from it: it was restored from a copy, and its numbers will be used again.</summary>
    public const string NewEpoch = "UPDATE rpc_names.state SET epoch = $1 WHERE epoch = $2 AND number < $3";

    public const string Trim = "DELETE FROM rpc_names.changes WHERE number <= (SELECT number FROM rpc_names.state) - $1";

    public const string Heard = "UPDATE rpc_names.servers SET heard_at = rpc_names.clock() WHERE server = $1";

    public const string LeaveOut = """
        UPDATE rpc_names.instances SET left_at = rpc_names.clock()
        WHERE server = $1 AND lease_seconds > 0 AND left_at IS NULL AND NOT EXISTS (SELECT 1 FROM unnest($2) AS n (lease) WHERE n.lease = lease_id)
        """;

    public const string TakeIn = "UPDATE rpc_names.instances SET left_at = NULL WHERE server = $1 AND lease_seconds > 0 AND left_at IS NOT NULL AND lease_id = ANY($2)";

    public const string Unknown = "SELECT n.lease FROM unnest($2) AS n (lease) WHERE NOT EXISTS (SELECT 1 FROM rpc_names.instances WHERE lease_id = n.lease AND server = $1)";

    /// <summary>Who leads says so at least every three seconds. After a gap, or another start of the database, every lease that is not over counts from now.</summary>
    public const string Serve = """
        UPDATE rpc_names.service v SET
            resumed_at = CASE WHEN v.served_at < t.now - interval '2 seconds' OR v.started_at <> pg_postmaster_start_time() THEN t.now ELSE v.resumed_at END,
            served_at = t.now,
            started_at = pg_postmaster_start_time(),
            leads_until = CASE WHEN v.leader = $1 OR v.leads_until <= t.now THEN t.now + interval '3 seconds' ELSE v.leads_until END,
            leader = CASE WHEN v.leader = $1 OR v.leads_until <= t.now THEN $1 ELSE v.leader END
        FROM (SELECT rpc_names.clock() AS now) t
        RETURNING v.leader = $1
        """;

    public const string FindDue = $"""
        WITH {Overdue}
        SELECT server, extract(epoch FROM max(since))::float8 FROM overdue GROUP BY server
        """;

    public const string CountServers = "SELECT count(*) FROM rpc_names.servers";
}
