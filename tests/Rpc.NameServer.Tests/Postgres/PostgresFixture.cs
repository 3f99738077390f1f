using Rpc.Tests.Shared;
using Xunit;

[assembly: AssemblyFixture(typeof(Rpc.NameServer.Tests.Postgres.PostgresFixture))]

namespace Rpc.NameServer.Tests.Postgres;

/// <summary>One server for all tests of this assembly that do not break theirs; each takes a database of its own. Started by the first that wants one.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(PostgresServer.StartNewAsync);
    private int _databases;

    /// <summary>A new database, and the server that it is in.</summary>
    internal async Task<(PostgresServer Server, string Database)> CreateDatabaseAsync()
    {
        if (PostgresServer.Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        PostgresServer server = await _server.Value;
        string database = $"names{Interlocked.Increment(ref _databases)}";
        await server.CreateDatabaseAsync(database);
        return (server, database);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
