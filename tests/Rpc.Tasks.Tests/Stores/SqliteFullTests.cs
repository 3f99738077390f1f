using System.Diagnostics;
using System.Globalization;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>A disk that is full: what does not fit is refused, what is stored can be read, and it goes on when there is room.</summary>
public sealed class SqliteFullTests
{
    [Fact]
    public async Task When_the_file_may_not_grow_edits_fail_reads_go_on_and_so_do_edits_when_it_may()
    {
        await using var folder = new SqliteFolder();
        SqliteTaskStore store = folder.Open();
        await LimitAsync(store, 200);
        List<TaskRow> stored = await FillAsync(store);
        TaskRow[] there = await AllAsync(store, stored);
        Assert.Equal(stored.Count, there.Length);
        await LimitAsync(store, 100_000);
        stored.Add(await SqliteFolder.InsertAsync(store, new byte[50_000]));
        Assert.Equal(stored.Count, (await AllAsync(store, stored)).Length);
    }

    [Fact]
    public async Task What_fits_is_taken_though_it_waited_with_what_does_not()
    {
        await using var folder = new SqliteFolder();
        SqliteTaskStore store = folder.Open();
        await LimitAsync(store, 400);
        using var go = new ManualResetEventSlim();
        Task<int> gate = store.RunAsync(_ =>
        {
            go.Wait(TimeSpan.FromSeconds(30));
            return new ValueTask<int>(0);
        }).AsTask();
        Task<TaskRow>[] small = [.. Enumerable.Range(0, 20).Select(_ => SqliteFolder.InsertAsync(store))];
        Task<TaskRow> large = SqliteFolder.InsertAsync(store, new byte[10 << 20]);
        Task<TaskRow>[] later = [.. Enumerable.Range(0, 20).Select(_ => SqliteFolder.InsertAsync(store))];
        go.Set();
        await gate;
        Assert.Equal(RpcStatus.ResourceExhausted, (await Assert.ThrowsAnyAsync<RpcException>(() => large)).Status);
        Assert.Equal(40, (await AllAsync(store, await Task.WhenAll(small.Concat(later)))).Length);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_no_more_than_that()
    {
        string mount = Directory.CreateTempSubdirectory("rpc-full-").FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", mount), "A small disk can only be mounted by root.");
        try
        {
            string ballast = Path.Combine(mount, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[3 << 20]);
            await using SqliteTaskStore store = SqliteTaskStore.Open(Path.Combine(mount, "tasks.db"));
            List<TaskRow> stored = await FillAsync(store);
            Assert.Equal(stored.Count, (await AllAsync(store, stored)).Length);
            File.Delete(ballast);
            for (int i = 0; i < 10; i++)
            {
                stored.Add(await SqliteFolder.InsertAsync(store, new byte[50_000]));
            }

            Assert.Equal(stored.Count, (await AllAsync(store, stored)).Length);
        }
        finally
        {
            Assert.True(await RunAsync("umount", mount));
            Directory.Delete(mount);
        }
    }

    // Until the disk is full, as a caller sees it.
    private static async Task<List<TaskRow>> FillAsync(SqliteTaskStore store)
    {
        var stored = new List<TaskRow>();
        RpcException error = await Assert.ThrowsAnyAsync<RpcException>(async () =>
        {
            while (stored.Count < 1000)
            {
                stored.Add(await SqliteFolder.InsertAsync(store, new byte[50_000]));
            }
        });
        Assert.Equal((RpcStatus.ResourceExhausted, RpcOutcome.NotExecuted), (error.Status, error.Outcome));
        Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(stored);
        return stored;
    }

    private static async Task<TaskRow[]> AllAsync(SqliteTaskStore store, IEnumerable<TaskRow> rows) =>
        [.. await store.ReadAsync(transaction => transaction.FindAsync([.. rows.Select(static row => row.Id)]))];

    private static async Task LimitAsync(SqliteTaskStore store, int pages) => await store.RunAsync(_ =>
    {
        store.Session.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));
        return new ValueTask<int>(0);
    });

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return process.ExitCode == 0;
    }
}
