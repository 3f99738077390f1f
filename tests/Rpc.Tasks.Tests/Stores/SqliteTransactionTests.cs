using Microsoft.Data.Sqlite;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>Tasks in the transaction of a caller.</summary>
public sealed class SqliteTransactionTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly SqliteFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task What_is_committed_is_there_afterwards_and_is_announced()
    {
        SqliteTaskStore store = _folder.Open(), other = _folder.Open();
        TaskRow row = Rows.Row();
        Task<Guid> here = Heard(store), there = Heard(other);
        using SqliteConnection connection = _folder.Connect();
        using (SqliteTransaction transaction = connection.BeginTransaction())
        {
            Execute(connection, "CREATE TABLE orders (id)", transaction);
            await store.RunInAsync(transaction, SqliteFolder.Inserting(row, new TaskSignal(TaskSignalKinds.Ended, [row.Id])));
            Execute(connection, "INSERT INTO orders VALUES (1)", transaction);
            Assert.Null(await Apart(() => SqliteFolder.FindAsync(other, row.Id)));
            Assert.False(here.IsCompleted || there.IsCompleted);
            transaction.Commit();
        }

        TaskStoreSuite.Same(row, await SqliteFolder.FindAsync(store, row.Id));
        Assert.Equal(row.Id, await here.WaitAsync(s_patience));
        Assert.Equal(row.Id, await there.WaitAsync(s_patience));
    }

    [Fact]
    public async Task What_is_rolled_back_never_was_and_is_not_announced()
    {
        SqliteTaskStore store = _folder.Open();
        TaskRow never = Rows.Row(), after = Rows.Row();
        Task<Guid> heard = Heard(store);
        using SqliteConnection connection = _folder.Connect();
        using (SqliteTransaction transaction = connection.BeginTransaction())
        {
            await store.RunInAsync(transaction, SqliteFolder.Inserting(never, new TaskSignal(TaskSignalKinds.Ended, [never.Id])));
            transaction.Rollback();
        }

        // Far longer than it takes to notice.
        await Task.Delay(200);
        using (SqliteTransaction transaction = connection.BeginTransaction())
        {
            await store.RunInAsync(transaction, SqliteFolder.Inserting(after, new TaskSignal(TaskSignalKinds.Ended, [after.Id])));
            transaction.Commit();
        }

        Assert.Equal(after.Id, await heard.WaitAsync(s_patience));
        Assert.Null(await SqliteFolder.FindAsync(store, never.Id));
        Assert.NotNull(await SqliteFolder.FindAsync(store, after.Id));
    }

    [Fact]
    public async Task An_edit_that_throws_leaves_what_the_caller_did_alone()
    {
        SqliteTaskStore store = _folder.Open();
        TaskRow never = Rows.Row(), kept = Rows.Row();
        using SqliteConnection connection = _folder.Connect();
        using (SqliteTransaction transaction = connection.BeginTransaction())
        {
            Execute(connection, "CREATE TABLE orders (id)", transaction);
            await store.RunInAsync(transaction, SqliteFolder.Inserting(kept));
            await Assert.ThrowsAsync<FormatException>(async () => await store.RunInAsync<int>(transaction, async edit =>
            {
                await edit.InsertAsync([never]);
                throw new FormatException();
            }));
            transaction.Commit();
        }

        Assert.Null(await SqliteFolder.FindAsync(store, never.Id));
        Assert.NotNull(await SqliteFolder.FindAsync(store, kept.Id));
        Execute(connection, "INSERT INTO orders VALUES (1)");
    }

    [Fact]
    public async Task Another_call_in_the_same_flow_throws_at_once_and_other_flows_wait()
    {
        SqliteTaskStore store = _folder.Open();
        using SqliteConnection connection = _folder.Connect();
        Task<TaskRow> waits;
        using (SqliteTransaction transaction = connection.BeginTransaction())
        {
            await store.RunInAsync(transaction, SqliteFolder.Inserting(Rows.Row()));
            InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.RunAsync(static _ => new ValueTask<int>(1)));
            Assert.Contains("Pass the transaction here too", error.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.ReadAsync(static _ => new ValueTask<int>(1)));
            waits = Apart(() => SqliteFolder.InsertAsync(store));

            await store.RunInAsync(transaction, SqliteFolder.Inserting(Rows.Row()));
            await Task.Delay(100);
            Assert.False(waits.IsCompleted);
            transaction.Commit();
        }

        await waits.WaitAsync(s_patience);
        await SqliteFolder.InsertAsync(store);
        Assert.Equal(4, (await store.ReadAsync(static transaction => transaction.CountAsync())).Single().Count);
    }

    [Fact]
    public async Task A_transaction_of_one_file_keeps_nobody_from_another()
    {
        SqliteTaskStore store = _folder.Open();
        await using SqliteTaskStore other = SqliteTaskStore.Open(_folder.File("other.db"));
        using SqliteConnection connection = _folder.Connect();
        using SqliteTransaction transaction = connection.BeginTransaction();
        await store.RunInAsync(transaction, SqliteFolder.Inserting(Rows.Row()));
        await SqliteFolder.InsertAsync(other);
        transaction.Commit();
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_who_is_in_the_way()
    {
        SqliteTaskStore store = _folder.Open(patience: TimeSpan.FromMilliseconds(300)), other = _folder.Open(patience: TimeSpan.FromMilliseconds(300));
        using SqliteConnection connection = _folder.Connect();
        using SqliteTransaction transaction = connection.BeginTransaction();
        await store.RunInAsync(transaction, SqliteFolder.Inserting(Rows.Row()));
        Task<TaskRow> here = Apart(() => SqliteFolder.InsertAsync(store));
        RpcException error = await Assert.ThrowsAnyAsync<RpcException>(() => here.WaitAsync(s_patience));
        Assert.Equal((RpcStatus.Unavailable, RpcOutcome.NotExecuted), (error.Status, error.Outcome));
        Assert.Contains("was passed to the store", error.Message, StringComparison.Ordinal);
        Task<TaskRow> there = Apart(() => SqliteFolder.InsertAsync(other));
        error = await Assert.ThrowsAnyAsync<RpcException>(() => there.WaitAsync(s_patience));
        Assert.Contains("a transaction of another connection", error.Message, StringComparison.Ordinal);
        transaction.Commit();
        await SqliteFolder.InsertAsync(store);
        await SqliteFolder.InsertAsync(other);
    }

    [Fact]
    public async Task A_transaction_of_another_file_is_refused_and_both_are_named()
    {
        SqliteTaskStore store = _folder.Open();
        string elsewhere = _folder.File("other.db");
        foreach ((string file, string named) in ((string, string)[])[(elsewhere, elsewhere), (":memory:", "in memory")])
        {
            using SqliteConnection connection = _folder.Connect(file);
            using SqliteTransaction transaction = connection.BeginTransaction();
            ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(async () => await store.RunInAsync(transaction, static _ => new ValueTask<int>(1)));
            Assert.Contains(_folder.Database, error.Message, StringComparison.Ordinal);
            Assert.Contains(named, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_transaction_that_is_over_is_refused()
    {
        SqliteTaskStore store = _folder.Open();
        using SqliteConnection connection = _folder.Connect();
        using SqliteTransaction transaction = connection.BeginTransaction();
        transaction.Commit();
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(async () => await store.RunInAsync(transaction, static _ => new ValueTask<int>(1)));
        Assert.Contains("is over", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_by_another_name_is_the_same()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there that not everybody has.");
        SqliteTaskStore store = _folder.Open();
        string link = _folder.File("link");
        Directory.CreateSymbolicLink(link, _folder.Path);
        TaskRow row = Rows.Row();
        using SqliteConnection connection = _folder.Connect(Path.Combine(link, "tasks.db"));
        using (SqliteTransaction transaction = connection.BeginTransaction())
        {
            await store.RunInAsync(transaction, SqliteFolder.Inserting(row));
            transaction.Commit();
        }

        Assert.NotNull(await SqliteFolder.FindAsync(store, row.Id));
    }

    [Fact]
    public async Task A_deferred_transaction_is_taken_unless_it_has_read_what_is_no_more()
    {
        SqliteTaskStore store = _folder.Open();
        using SqliteConnection connection = _folder.Connect();
        TaskRow row = Rows.Row();
        using (SqliteTransaction fresh = connection.BeginTransaction(deferred: true))
        {
            await store.RunInAsync(fresh, SqliteFolder.Inserting(row));
            fresh.Commit();
        }

        Assert.NotNull(await SqliteFolder.FindAsync(store, row.Id));
        using SqliteTransaction stale = connection.BeginTransaction(deferred: true);
        Execute(connection, "SELECT count(*) FROM tasks", stale);
        await SqliteFolder.InsertAsync(store);
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.RunInAsync(stale, SqliteFolder.Inserting(Rows.Row())));
        Assert.Contains("deferred", error.Message, StringComparison.Ordinal);
    }

    // Another flow of control, which knows nothing of transactions that this one has passed.
    private static Task<T> Apart<T>(Func<Task<T>> run)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(run);
        }
    }

    private static Task<Guid> Heard(SqliteTaskStore store)
    {
        var heard = new TaskCompletionSource<Guid>(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Listen(signal => _ = signal.Ended is [var id, ..] && heard.TrySetResult(id));
        return heard.Task;
    }

    private static void Execute(SqliteConnection connection, string text, SqliteTransaction? transaction = null)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are above.
        command.CommandText = text;
#pragma warning restore CA2100
        command.Transaction = transaction;
        command.ExecuteScalar();
    }
}
