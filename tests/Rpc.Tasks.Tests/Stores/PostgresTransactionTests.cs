using System.Data;
using System.Data.Common;
using Npgsql;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>Edits inside transactions of the application.</summary>
public sealed class PostgresTransactionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private string _connection = "";
    private PostgresTaskStore _store = null!;
    private NpgsqlDataSource _application = null!;

    public async ValueTask InitializeAsync()
    {
        _connection = await postgres.CreateDatabaseAsync();
        _store = await PostgresTaskStore.OpenAsync(_connection);
        _application = NpgsqlDataSource.Create(_connection + ";Application Name=shop");
        await using NpgsqlCommand create = _application.CreateCommand("CREATE TABLE orders (id uuid PRIMARY KEY)");
        await create.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task A_task_comes_to_be_with_the_transaction_and_not_before()
    {
        await using NpgsqlConnection connection = await _application.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        Guid id = await OrderAsync(connection, transaction);
        Assert.Equal(RpcTaskState.NotFound, await _store.StateAsync(id));
        Assert.Empty(await _store.ClaimAsync(await _store.JoinAsync(), 10));
        await transaction.CommitAsync();
        Assert.Equal(RpcTaskState.Ready, await _store.StateAsync(id));
        Assert.Equal(1, await OrdersAsync());
    }

    [Fact]
    public async Task A_task_never_was_when_the_transaction_is_rolled_back()
    {
        await using NpgsqlConnection connection = await _application.OpenConnectionAsync();
        Guid id;
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync())
        {
            id = await OrderAsync(connection, transaction);
            await transaction.RollbackAsync();
        }

        Assert.Equal(RpcTaskState.NotFound, await _store.StateAsync(id));
        Assert.Equal(0, await OrdersAsync());

        // And its id is free.
        await _store.EnqueueAsync([id]);
    }

    [Fact]
    public async Task A_task_ends_together_with_its_effect()
    {
        Guid id = (await _store.EnqueueAsync(1))[0];
        TaskRow[] claimed = await _store.ClaimAsync(await _store.JoinAsync(), 10);
        await using NpgsqlConnection connection = await _application.OpenConnectionAsync();
        foreach (bool commits in (bool[])[false, true])
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
            await InsertOrderAsync(connection, transaction, id);
            await _store.RunInAsync(transaction, async part =>
            {
                TaskRow row = Assert.Single(await part.LockAsync([id])).After(new TaskEvent.Succeeded(claimed[0].Token, [1]), part.Now);
                await part.EndAsync([row]);
                return true;
            });
            await (commits ? transaction.CommitAsync() : transaction.RollbackAsync());
            Assert.Equal((commits ? RpcTaskState.Succeeded : RpcTaskState.Running, commits ? 1 : 0), (await _store.StateAsync(id), await OrdersAsync()));
        }
    }

    [Fact]
    public async Task A_part_that_fails_is_taken_back_alone()
    {
        Guid taken = (await _store.EnqueueAsync(1))[0];
        await using NpgsqlConnection connection = await _application.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        Guid good = await OrderAsync(connection, transaction);
        var thrown = Guid.CreateVersion7();
        await Assert.ThrowsAsync<FormatException>(async () => await _store.RunInAsync<int>(transaction, async part =>
        {
            await part.InsertAsync([Rows.Row(now: part.Now) with { Id = thrown }]);
            Assert.Single(await part.FindAsync([thrown]));
            throw new FormatException();
        }));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _store.RunInAsync(transaction, async part =>
        {
            await part.InsertAsync([Rows.Row(now: part.Now) with { Id = taken }]);
            return 0;
        }));
        Guid last = await OrderAsync(connection, transaction);
        await transaction.CommitAsync();
        Assert.Equal(RpcTaskState.Ready, await _store.StateAsync(good));
        Assert.Equal(RpcTaskState.Ready, await _store.StateAsync(last));
        Assert.Equal(RpcTaskState.NotFound, await _store.StateAsync(thrown));
        Assert.Equal(2, await OrdersAsync());
    }

    [Fact]
    public async Task Listeners_hear_of_it_when_the_caller_has_committed()
    {
        await using PostgresTaskStore other = await PostgresTaskStore.OpenAsync(_connection);
        using var heardHere = new HeardSignals(_store);
        using var heardThere = new HeardSignals(other);
        await heardHere.ListensAsync();
        await heardThere.ListensAsync();
        await using NpgsqlConnection connection = await _application.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        var ended = Guid.CreateVersion7();
        await _store.RunInAsync(transaction, part =>
        {
            part.Announce(new TaskSignal(TaskSignalKinds.Ended, [ended]));
            return new ValueTask<int>(0);
        });
        Assert.False(heardHere.Has(ended) || heardThere.Has(ended));
        await transaction.CommitAsync();
        await heardHere.HearsAsync(ended);
        await heardThere.HearsAsync(ended);
    }

    [Fact]
    public async Task A_transaction_of_another_database_is_refused_with_both_names()
    {
        await using NpgsqlDataSource elsewhere = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        await using NpgsqlConnection connection = await elsewhere.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await OrderAsync(connection, transaction, writes: false));
        Assert.Contains(connection.Database, error.Message, StringComparison.Ordinal);
        Assert.Contains(new NpgsqlConnectionStringBuilder(_connection).Database!, error.Message, StringComparison.Ordinal);
        await transaction.RollbackAsync();
    }

    [Fact]
    public async Task A_transaction_that_is_over_is_refused()
    {
        await using NpgsqlConnection connection = await _application.OpenConnectionAsync();
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await transaction.CommitAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await OrderAsync(connection, transaction, writes: false));
        await transaction.DisposeAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await OrderAsync(connection, transaction, writes: false));
    }

    [Fact]
    public async Task A_transaction_of_another_kind_of_database_is_refused()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await _store.RunInAsync(new OtherTransaction(), static _ => new ValueTask<int>(0)));
        Assert.Contains("NpgsqlTransaction", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_the_applications_connections_leaves_them_open()
    {
        await using (PostgresTaskStore store = await PostgresTaskStore.OpenAsync(_application))
        {
            using var heard = new HeardSignals(store);
            await heard.ListensAsync();
            Guid id = (await store.EnqueueAsync(1))[0];
            Assert.Equal(1, await store.SucceedAsync(await store.ClaimAsync(await store.JoinAsync(), 10)));
            Assert.Equal(RpcTaskState.Succeeded, await _store.StateAsync(id));
        }

        Assert.Equal(0, await OrdersAsync());
    }

    // An order and its task.
    private async Task<Guid> OrderAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, bool writes = true)
    {
        var id = Guid.CreateVersion7();
        if (writes)
        {
            await InsertOrderAsync(connection, transaction, id);
        }

        return await _store.RunInAsync(transaction, async part =>
        {
            await part.InsertAsync([Rows.Row(now: part.Now) with { Id = id }]);
            return id;
        });
    }

    private static async Task InsertOrderAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id)
    {
        await using var insert = new NpgsqlCommand("INSERT INTO orders VALUES ($1)", connection, transaction) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } };
        await insert.ExecuteNonQueryAsync();
    }

    private async Task<int> OrdersAsync()
    {
        await using NpgsqlCommand count = _application.CreateCommand("SELECT count(*)::int FROM orders");
        return (int)(await count.ExecuteScalarAsync())!;
    }

    private sealed class OtherTransaction : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

        protected override DbConnection? DbConnection => null;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }
}
