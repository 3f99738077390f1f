using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>The file: opened again, by several, by the wrong ones; and the thread that writes it.</summary>
public sealed class SqliteFileTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly SqliteFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task What_was_stored_is_there_when_it_is_opened_again_to_the_hundred_nanoseconds()
    {
        DateTimeOffset at = Rows.Now.AddTicks(1_234_567);
        TaskRow row = Rows.Row(due: at.AddTicks(1), now: at) with { ExpiresAt = DateTimeOffset.MaxValue };
        await using (SqliteTaskStore first = SqliteTaskStore.Open(_folder.Database))
        {
            await first.RunAsync(SqliteFolder.Inserting(row));
        }

        TaskStoreSuite.Same(row, await SqliteFolder.FindAsync(_folder.Open(), row.Id));
    }

    [Fact]
    public async Task Two_stores_of_one_file_write_by_turns_and_hear_each_other()
    {
        SqliteTaskStore one = _folder.Open(), other = _folder.Open();
        var heard = new TaskCompletionSource<TaskSignal>(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable listener = other.Listen(signal =>
        {
            if (signal.Kinds.HasFlag(TaskSignalKinds.Ended))
            {
                heard.TrySetResult(signal);
            }
        });
        TaskRow[] rows = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => SqliteFolder.InsertAsync(i % 2 == 0 ? one : other))));
        foreach (SqliteTaskStore store in (SqliteTaskStore[])[one, other])
        {
            Assert.Equal(200, (await store.ReadAsync(transaction => transaction.FindAsync([.. rows.Select(static row => row.Id)]))).Count);
        }

        TaskRow told = await SqliteFolder.InsertAsync(one, announce: new TaskSignal(TaskSignalKinds.Ended, [rows[0].Id]));
        Assert.Equal([rows[0].Id], (await heard.Task.WaitAsync(s_patience)).Ended);
        Assert.NotNull(await SqliteFolder.FindAsync(other, told.Id));
    }

    [Fact]
    public async Task Junk_that_is_sent_to_a_store_is_ignored()
    {
        SqliteTaskStore one = _folder.Open(), other = _folder.Open();
        int signals = 0;
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable listener = other.Listen(signal =>
        {
            signals++;
            _ = signal.Kinds == TaskSignalKinds.Progress && heard.TrySetResult();
        });
        await SqliteFolder.InsertAsync(other);
        using SqliteConnection connection = _folder.Connect();
        using SqliteCommand ports = connection.CreateCommand();
        ports.CommandText = "SELECT port FROM listeners";
        using SqliteDataReader reader = ports.ExecuteReader();
        using var sender = new UdpClient();
        while (reader.Read())
        {
            foreach (byte[] junk in (byte[][])[[], [1], new byte[24], new byte[2000], new byte[60_000], SqliteDatagram.Write(Guid.NewGuid(), new TaskSignal(TaskSignalKinds.Ready))])
            {
                await sender.SendAsync(junk, new IPEndPoint(IPAddress.Loopback, reader.GetInt32(0)));
            }
        }

        await SqliteFolder.InsertAsync(one, announce: new TaskSignal(TaskSignalKinds.Progress));
        await heard.Task.WaitAsync(s_patience);
        Assert.Equal(1, signals);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(80)]
    public void A_datagram_tells_what_was_written_into_it(int ids)
    {
        var file = Guid.NewGuid();
        TaskSignal signal = new(TaskSignalKinds.Ended | TaskSignalKinds.Due, [.. Enumerable.Range(0, ids).Select(static _ => Guid.NewGuid())]);
        byte[] bytes = SqliteDatagram.Write(file, signal);
        Assert.Equivalent(signal, SqliteDatagram.Read(file, bytes), strict: true);
        Assert.Null(SqliteDatagram.Read(file, bytes.AsSpan(0, bytes.Length - 1)));
        Assert.Null(SqliteDatagram.Read(file, [.. bytes, 0]));
        Assert.Null(SqliteDatagram.Read(Guid.NewGuid(), bytes));
    }

    [Fact]
    public void More_ids_than_fit_are_told_as_some()
    {
        var file = Guid.NewGuid();
        byte[] bytes = SqliteDatagram.Write(file, new TaskSignal(TaskSignalKinds.Ended, new Guid[81]));
        Assert.Equal(new TaskSignal(TaskSignalKinds.Ended), SqliteDatagram.Read(file, bytes));
        BitConverter.TryWriteBytes(bytes.AsSpan(20), -2);
        Assert.Null(SqliteDatagram.Read(file, bytes));
    }

    [Theory]
    [InlineData("CREATE TABLE mine (x)", "of another program")]
    [InlineData("PRAGMA application_id = 1", "of another program")]
    [InlineData("PRAGMA application_id = 1380991828; PRAGMA user_version = 9", "has format 9")]
    public void A_file_of_others_or_of_a_later_version_is_refused_and_left_alone(string made, string says)
    {
        using (SqliteConnection connection = _folder.Connect())
        {
            using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are above.
            command.CommandText = made;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        RpcException error = Assert.Throws<RpcException>(() => _folder.Open());
        Assert.Equal(RpcStatus.FailedPrecondition, error.Status);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Database, error.Message, StringComparison.Ordinal);
        using SqliteConnection after = _folder.Connect();
        using SqliteCommand tables = after.CreateCommand();
        tables.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'tasks'";
        Assert.Equal(0L, tables.ExecuteScalar());
        tables.CommandText = "PRAGMA journal_mode";
        Assert.Equal("delete", tables.ExecuteScalar());
    }

    [Fact]
    public async Task What_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(_folder.Database, new string('x', 5000));
        Assert.Contains("cannot be used as a database of tasks", Assert.Throws<RpcException>(() => _folder.Open()).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.File("folder"));
        Assert.Throws<RpcException>(() => SqliteTaskStore.Open(_folder.File("folder")));
    }

    [Fact]
    public async Task A_read_waits_for_no_edit_and_a_token_cancels_the_wait_for_one()
    {
        SqliteTaskStore store = _folder.Open();
        TaskRow row = await SqliteFolder.InsertAsync(store);
        using var began = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        Task<int> slow = store.RunAsync(_ =>
        {
            began.Set();
            go.Wait(s_patience);
            return new ValueTask<int>(1);
        }).AsTask();
        Assert.True(began.Wait(s_patience));
        bool ran = false;
        using var cancel = new CancellationTokenSource();
        Task<int> waits = store.RunAsync(
            _ =>
            {
                ran = true;
                return new ValueTask<int>(1);
            },
            cancel.Token).AsTask();
        Assert.NotNull(await SqliteFolder.FindAsync(store, row.Id));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits.WaitAsync(s_patience));
        go.Set();
        Assert.Equal(1, await slow.WaitAsync(s_patience));
        await SqliteFolder.InsertAsync(store);
        Assert.False(ran);
    }

    [Fact]
    public async Task An_edit_that_awaits_something_else_or_calls_the_store_is_told_so_and_the_others_go_on()
    {
        SqliteTaskStore store = _folder.Open();
        TaskRow row = Rows.Row();
        var never = new TaskCompletionSource<int>();
        InvalidOperationException awaits = await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.RunAsync(async transaction =>
        {
            await transaction.InsertAsync([row]);
            return await never.Task;
        }));
        Assert.Contains("awaited something else", awaits.Message, StringComparison.Ordinal);
        InvalidOperationException calls = await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.RunAsync(_ => store.RunAsync(static _ => new ValueTask<int>(1))));
        Assert.Contains("called the store", calls.Message, StringComparison.Ordinal);
        Assert.Null(await SqliteFolder.FindAsync(store, row.Id));
        await SqliteFolder.InsertAsync(store);
    }

    [Fact]
    public async Task A_store_that_is_closed_says_so()
    {
        SqliteTaskStore store = _folder.Open();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.RunAsync(static _ => new ValueTask<int>(1)));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.ReadAsync(static _ => new ValueTask<int>(1)));
        await store.DisposeAsync();
        Assert.False(File.Exists(_folder.Database + "-wal"), "the log is merged by the last one");
    }
}
