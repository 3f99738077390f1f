namespace Rpc.NameServer.Postgres;

/// <summary>The tables of <see cref="PostgresNameStore"/>, all in the schema <c>rpc_names</c>.</summary>
internal static class PostgresSchema
{
    public const int Format = 1;

    /// <summary>Changes that are kept for name servers that were away and for those that watch them.</summary>
    public const int KeptChanges = 65_536;

    /// <summary>Of several name servers that start at once one makes the tables, and the others wait for it.</summary>
    public const string Lock = "SELECT pg_advisory_xact_lock(5786230617423)";

    public const string Exists = "SELECT to_regclass('rpc_names.state') IS NOT NULL, current_setting('server_encoding')";

    public const string FormatOf = "SELECT format FROM rpc_names.state";

    /// <summary>
    /// <c>state</c> has one row, which every change locks first: so changes come one after another, and their numbers have no gaps. <c>changes</c> is what name servers follow.
    /// A server's sign of life is one row of <c>servers</c>, however many leases it has; a lease that its heartbeats leave out stands still from <c>left_at</c> on.
    /// While nobody served heartbeats no lease is over: it counts from <c>service.resumed_at</c> then. <c>clock()</c> is the time that decides.
    /// </summary>
    public const string Create = """
        CREATE SCHEMA IF NOT EXISTS rpc_names;
        CREATE FUNCTION rpc_names.clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';
        CREATE TABLE rpc_names.state (
            one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
            format integer NOT NULL,
            epoch bigint NOT NULL,
            number bigint NOT NULL);
        CREATE TABLE rpc_names.service (
            one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
            served_at timestamptz NOT NULL,
            resumed_at timestamptz NOT NULL,
            started_at timestamptz NOT NULL,
            leader text NOT NULL,
            leads_until timestamptz NOT NULL);
        CREATE TABLE rpc_names.servers (
            server text COLLATE "C" PRIMARY KEY,
            heard_at timestamptz NOT NULL,
            shortest_lease integer NOT NULL);
        CREATE TABLE rpc_names.instances (
            name text COLLATE "C" NOT NULL,
            uri text COLLATE "C" NOT NULL,
            tags text NOT NULL,
            metadata text NOT NULL,
            weight integer NOT NULL,
            lease_seconds integer NOT NULL,
            lease_id bigint NOT NULL UNIQUE,
            server text COLLATE "C" NOT NULL,
            since bigint NOT NULL,
            left_at timestamptz,
            PRIMARY KEY (name, uri));
        CREATE INDEX instances_of_server ON rpc_names.instances (server) WHERE lease_seconds > 0;
        CREATE INDEX instances_left_out ON rpc_names.instances (left_at) WHERE left_at IS NOT NULL;
        CREATE TABLE rpc_names.changes (
            number bigint PRIMARY KEY,
            name text COLLATE "C" NOT NULL,
            instances text NOT NULL);
        INSERT INTO rpc_names.state (format, epoch, number) VALUES ($FORMAT, $EPOCH, 0);
        INSERT INTO rpc_names.service (served_at, resumed_at, started_at, leader, leads_until)
            VALUES (rpc_names.clock(), rpc_names.clock(), pg_postmaster_start_time(), '', rpc_names.clock());
        """;
}
