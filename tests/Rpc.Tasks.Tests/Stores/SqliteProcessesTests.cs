using System.Globalization;
using Microsoft.Data.Sqlite;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>Several processes with one file.</summary>
public sealed class SqliteProcessesTests : IAsyncLifetime
{
    // What anybody should ever wait is a fraction of it; a machine that is busy with other things may take its time.
    private const long MostMilliseconds = 20_000;

    private readonly SqliteFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public Task Four_that_write_at_once_all_get_their_turns() => WriteTogetherAsync(10);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task The_same_at_night() => WriteTogetherAsync(60);

    [Fact]
    public async Task Killed_at_any_moment_nothing_that_was_acknowledged_is_lost()
    {
        var random = new Random(1);
        var enqueued = new HashSet<Guid>();
        var ended = new HashSet<Guid>();
        for (int run = 0; run < 4; run++)
        {
            // One is killed while another goes on, which must not be kept out by the dead.
            await using ProgramRun one = await StartAsync("write", "0"), other = await StartAsync("write", "0");
            await Task.Delay(100 + random.Next(300));
            one.Kill();
            await one.ExitAsync();
            int before = other.Output.Length;
            for (int i = 0; i < 600 && other.Output.Length == before; i++)
            {
                await Task.Delay(50);
            }

            Assert.True(other.Output.Length > before, "the one that lives writes no more");
            other.Kill();
            await other.ExitAsync();
            foreach (string line in Lines(one).Concat(Lines(other)))
            {
                (line[0] == '+' ? enqueued : ended).Add(Guid.Parse(line[1..], CultureInfo.InvariantCulture));
            }

            await using SqliteTaskStore store = SqliteTaskStore.Open(_folder.Database);
            Dictionary<Guid, TaskRow> stored = (await store.ReadAsync(transaction => transaction.FindAsync([.. enqueued, .. ended]))).ToDictionary(static row => row.Id);
            Assert.All(enqueued, id => Assert.Contains(id, stored));
            Assert.All(ended, id => Assert.Equal(RpcTaskState.Succeeded, stored[id].State));
        }

        Assert.True(ended.Count > 100, $"only {ended.Count} tasks ended");
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
        Counts.Tell($"SQLite: 8 writers killed, {enqueued.Count} tasks enqueued and {ended.Count} ended before, none lost");
    }

    [Fact]
    public async Task What_one_process_commits_another_hears()
    {
        await using ProgramRun listens = await StartAsync("listen");
        SqliteTaskStore store = _folder.Open();
        TaskRow row = await SqliteFolder.InsertAsync(store);
        await SqliteFolder.InsertAsync(store, announce: new TaskSignal(TaskSignalKinds.Ended | TaskSignalKinds.Cancel, [row.Id]));
        Assert.Equal($"heard Ended, Cancel {row.Id}", await listens.WaitForLineAsync("heard"));
    }

    private async Task WriteTogetherAsync(int seconds)
    {
        ProgramRun[] writers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartAsync("write", seconds.ToString(CultureInfo.InvariantCulture))));
        try
        {
            long edits = 0, longest = 0;
            var each = new List<long>();
            foreach (ProgramRun writer in writers)
            {
                int code = await writer.ExitAsync(TimeSpan.FromSeconds(seconds + 60));
                Assert.True(code == 0, writer.Errors);
                string[] done = (await writer.WaitForLineAsync("done")).Split(' ');
                each.Add(long.Parse(done[1], CultureInfo.InvariantCulture));
                edits += each[^1];
                longest = Math.Max(longest, long.Parse(done[2], CultureInfo.InvariantCulture));
            }

            Counts.Tell($"SQLite: 4 processes wrote one file for {seconds} s: {edits} edits ({string.Join(", ", each)}), none failed, the longest wait was {longest} ms");
            Assert.True(longest < MostMilliseconds, $"an edit waited for {longest} ms");
            Assert.All(each, static one => Assert.True(one > 20, $"one process did {one} edits"));
            Assert.Equal("ok", Ask("PRAGMA integrity_check"));

            // Each round of a lane: one edit in, one claims, one ends.
            Assert.Equal(Ask("SELECT count(*) FROM tasks"), Ask("SELECT count(*) FROM tasks WHERE state = 6"));
        }
        finally
        {
            foreach (ProgramRun writer in writers)
            {
                await writer.DisposeAsync();
            }
        }
    }

    private async Task<ProgramRun> StartAsync(string what, params string[] more)
    {
        ProgramRun run = ProgramRun.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "Rpc.Tasks.Tests.Node.dll"), what, _folder.Database, .. more]);
        await run.WaitForLineAsync("ready");
        return run;
    }

    // The last line may be cut off.
    private static IEnumerable<string> Lines(ProgramRun run) => run.Output.Split('\n')[..^1].Where(static line => line.StartsWith('+') || line.StartsWith('-'));

    private string Ask(string text)
    {
        using SqliteConnection connection = _folder.Connect();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are above.
        command.CommandText = text;
#pragma warning restore CA2100
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }
}
