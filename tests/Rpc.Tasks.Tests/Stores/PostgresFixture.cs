using System.Collections.Concurrent;
using Npgsql;
using Rpc.Tests.Shared;

[assembly: AssemblyFixture(typeof(Rpc.Tasks.Tests.Stores.PostgresFixture))]

namespace Rpc.Tasks.Tests.Stores;

/// <summary>One server for all tests of this assembly that do not break theirs; each takes a database of its own. Started by the first that wants one.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(PostgresServer.StartNewAsync);
    private readonly ConcurrentBag<string> _free = [];
    private int _databases;

    /// <summary>The server of all tests.</summary>
    internal Task<PostgresServer> Server
    {
        get
        {
            SkipWithoutPostgres();
            return _server.Value;
        }
    }

    /// <summary>How to connect to a database without tables.</summary>
    internal async Task<string> CreateDatabaseAsync()
    {
        PostgresServer server = await Server;
        if (_free.TryTake(out string? free))
        {
            return free;
        }

        string database = $"tasks{Interlocked.Increment(ref _databases)}";
        await server.CreateDatabaseAsync(database);
        return server.ConnectionTo(database);
    }

    /// <summary>Gives a database back in which only stores have made tables. A new one for each test would be a thousand files.</summary>
    internal async Task ReturnDatabaseAsync(string connection)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using NpgsqlCommand drop = source.CreateCommand("DROP SCHEMA rpc_tasks CASCADE");
        await drop.ExecuteNonQueryAsync();
        _free.Add(connection);
    }

    internal static void SkipWithoutPostgres()
    {
        if (PostgresServer.Missing is { } missing)
        {
            Assert.Skip(missing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
