using Rpc.NameServer.Registry;
using Rpc.NameServer.Stores;
using Rpc.Tests.Shared;

namespace Rpc.NameServer.Tests.Postgres;

/// <summary>What holds for every store, in PostgreSQL.</summary>
public sealed class PostgresStoreTests(PostgresFixture postgres) : WatchConformance
{
    private TestDatabase _database = null!;

    protected override INameStore OpenStore() => _database.Open();

    public override async ValueTask InitializeAsync()
    {
        (PostgresServer server, string name) = await postgres.CreateDatabaseAsync();
        _database = new TestDatabase(server.ConnectionTo(name), Clock);
        await _database.PrepareAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }

    internal override async Task AdvanceAsync(TimeSpan time)
    {
        await base.AdvanceAsync(time);
        await _database.SetClockAsync();
        await ((SharedNameRegistry)Registry).ServeAsync();
    }
}
