using Npgsql;
using Rpc.NameServer.Postgres;
using Rpc.NameServer.Stores;
using Rpc.Testing;

namespace Rpc.NameServer.Tests.Postgres;

/// <summary>A database of names whose time is a test's: the function that gives the time is replaced by one that reads a row.</summary>
internal sealed class TestDatabase(string connection, ManualTime clock) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connection);

    public async Task PrepareAsync()
    {
        await using (NpgsqlConnection opened = await _source.OpenConnectionAsync())
        {
            await PostgresTables.PrepareAsync(opened, CancellationToken.None);
        }

        await RunAsync("""
            CREATE TABLE rpc_names.test_clock (now timestamptz NOT NULL);
            INSERT INTO rpc_names.test_clock VALUES ('epoch');
            CREATE OR REPLACE FUNCTION rpc_names.clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT now FROM rpc_names.test_clock';
            """);
        await SetClockAsync();
        await RunAsync("UPDATE rpc_names.service SET served_at = rpc_names.clock(), resumed_at = rpc_names.clock(), leads_until = rpc_names.clock()");
    }

    public INameStore Open() => PostgresNameStore.Open(connection);

    /// <summary>Makes the database's time what the test's clock shows.</summary>
    public Task SetClockAsync() => RunAsync($"UPDATE rpc_names.test_clock SET now = timestamptz '2000-01-01 00:00:00+00' + interval '1 microsecond' * {(clock.GetUtcNow() - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).Ticks / 10}");

    public async Task RunAsync(string sql)
    {
        await using NpgsqlCommand command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
