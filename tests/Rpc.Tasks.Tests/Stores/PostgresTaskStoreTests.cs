using Npgsql;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>What holds for every store, in PostgreSQL. The database's clock is a row that the test moves.</summary>
public sealed class PostgresTaskStoreTests(PostgresFixture postgres) : TaskStoreSuite
{
    private string _connection = "";
    private NpgsqlDataSource _source = null!;

    protected override async ValueTask<ITaskStore> OpenAsync()
    {
        _connection = await postgres.CreateDatabaseAsync();
        PostgresTaskStore store = await PostgresTaskStore.OpenAsync(_connection);
        _source = NpgsqlDataSource.Create(_connection);
        Run("""
            CREATE TABLE rpc_tasks.test_clock (now timestamptz NOT NULL);
            INSERT INTO rpc_tasks.test_clock VALUES ('2026-01-02 03:04:05.678901+00');
            CREATE OR REPLACE FUNCTION rpc_tasks.clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT now FROM rpc_tasks.test_clock';
            """);
        return store;
    }

    protected override void Advance(TimeSpan by) => Run($"UPDATE rpc_tasks.test_clock SET now = now + interval '1 microsecond' * {by.Ticks / TimeSpan.TicksPerMicrosecond}");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _source.DisposeAsync();
        await postgres.ReturnDatabaseAsync(_connection);
    }

    private void Run(string sql)
    {
        using NpgsqlCommand command = _source.CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
