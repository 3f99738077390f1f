using Npgsql;
using Rpc.Tasks.Postgres;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>Databases that cannot be opened, and what is said of it.</summary>
public sealed class PostgresOpeningTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_text_that_is_no_connection_string_is_refused()
    {
        var error = await Assert.ThrowsAsync<FormatException>(async () => await PostgresTaskStore.OpenAsync("Host=localhost;Colour=red"));
        Assert.Contains("Host=localhost;Username=rpc", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_a_newer_version_are_left_alone()
    {
        string connection = await postgres.CreateDatabaseAsync();
        await (await PostgresTaskStore.OpenAsync(connection)).DisposeAsync();
        await RunAsync(connection, "UPDATE rpc_tasks.state SET format = 2");
        var error = await Assert.ThrowsAsync<RpcException>(async () => await PostgresTaskStore.OpenAsync(connection));
        Assert.Equal(RpcStatus.FailedPrecondition, error.Status);
        Assert.Contains("format 2, which a newer version has made; this one knows format 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_waited_for_and_then_told()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await PostgresTaskStore.OpenAsync($"Host=127.0.0.1;Port={FreePort.Tcp()};Username=rpc;Database=tasks").AsTask().WaitAsync(TimeSpan.FromSeconds(40)));
        Assert.Equal((RpcStatus.Unavailable, RpcOutcome.NotExecuted), (error.Status, error.Outcome));
    }

    [Fact]
    public async Task A_user_who_may_not_make_tables_is_told_so_and_may_use_those_that_are_there()
    {
        string connection = await postgres.CreateDatabaseAsync();
        string user = $"user{Guid.NewGuid():N}";
        await RunAsync(connection, $"CREATE ROLE {user} LOGIN");
        string theirs = new NpgsqlConnectionStringBuilder(connection) { Username = user }.ToString();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await PostgresTaskStore.OpenAsync(theirs));
        Assert.Equal(RpcStatus.FailedPrecondition, error.Status);
        Assert.Contains("CREATE", error.Message, StringComparison.Ordinal);
        await (await PostgresTaskStore.OpenAsync(connection)).DisposeAsync();
        await RunAsync(connection, $"GRANT USAGE ON SCHEMA rpc_tasks TO {user}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA rpc_tasks TO {user}");
        await using PostgresTaskStore store = await PostgresTaskStore.OpenAsync(theirs);
        await store.EnqueueAsync(1);
        Assert.Equal(1, await store.SucceedAsync(await store.ClaimAsync(await store.JoinAsync(), 10)));

        // Also to find out whether a transaction is of the same database.
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(theirs);
        await using NpgsqlConnection opened = await source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await opened.BeginTransactionAsync();
        Assert.Equal(7, await store.RunInAsync(transaction, static _ => new ValueTask<int>(7)));
    }

    [Fact]
    public async Task Its_name_has_no_password()
    {
        string connection = await postgres.CreateDatabaseAsync();
        await using PostgresTaskStore store = await PostgresTaskStore.OpenAsync(connection + ";Password=secret");
        Assert.Matches("^PostgreSQL database tasks[0-9]+ at 127.0.0.1:[0-9]+$", store.Name);
    }

    private static async Task RunAsync(string connection, string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
