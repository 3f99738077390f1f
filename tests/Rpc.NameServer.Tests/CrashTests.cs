using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Rpc.NameServer.Stores;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.NameServer.Tests;

/// <summary>A process that writes is killed at any moment: what it acknowledged is there, what it removed is not, and the file is whole.</summary>
public class CrashTests
{
    [Fact]
    public async Task Killed_at_any_moment_nothing_that_was_acknowledged_is_lost()
    {
        using var folder = new TemporaryFolder();
        string database = folder.File("names.db");
        var random = new Random(1);
        var present = new HashSet<string>();
        var absent = new HashSet<string>();
        int acknowledged = 0;
        for (int run = 0; run < 6; run++)
        {
            foreach (string line in await WriteUntilKilled(database, $"r{run}", TimeSpan.FromMilliseconds(20 + random.Next(400))))
            {
                acknowledged++;
                string name = line[1..];
                _ = line[0] == '+' ? present.Add(name) : present.Remove(name) & absent.Add(name);
            }

            HashSet<string> stored = await Load(database);
            Assert.DoesNotContain(present, name => !MayBeUnderRemoval(name) && !stored.Contains(name));
            Assert.DoesNotContain(absent, stored.Contains);
        }

        Assert.True(acknowledged > 100, $"only {acknowledged} changes were made");
    }

    [Fact]
    public async Task A_second_process_is_refused_and_told_the_pid_of_the_first()
    {
        using var folder = new TemporaryFolder();
        using Process first = Start(folder.File("names.db"), "a");
        await ReadReady(first);
        try
        {
            RpcException error = Assert.Throws<RpcException>(() => SqliteNameStore.Open(folder.File("names.db")));
            Assert.Contains($"pid {first.Id}", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            first.Kill();
        }
    }

    /// <summary>The writer removes every third name; a removal that was not acknowledged may have happened.</summary>
    private static bool MayBeUnderRemoval(string name) => int.Parse(name[(name.LastIndexOf('.') + 1)..], CultureInfo.InvariantCulture) % 3 == 2;

    private static async Task<HashSet<string>> Load(string database)
    {
        var names = new HashSet<string>();
        await using (SqliteNameStore store = SqliteNameStore.Open(database))
        {
            await store.LoadAsync(instance => names.Add(instance.Name));
        }

        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using SqliteCommand check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", check.ExecuteScalar());
        return names;
    }

    private static async Task<List<string>> WriteUntilKilled(string database, string run, TimeSpan after)
    {
        using Process writer = Start(database, run);
        await ReadReady(writer);
        Task<string> output = writer.StandardOutput.ReadToEndAsync();
        await Task.Delay(after);
        writer.Kill();
        string[] lines = (await output.WaitAsync(TimeSpan.FromSeconds(20))).Split('\n');
        await writer.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));

        // The last line may be cut off.
        return [.. lines[..^1]];
    }

    private static async Task ReadReady(Process writer) =>
        Assert.Equal("ready", await writer.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));

    private static Process Start(string database, string run)
    {
        string writer = Path.Combine(AppContext.BaseDirectory, "Rpc.NameServer.Tests.Writer.dll");
        var start = new ProcessStartInfo("dotnet", [writer, database, run]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }
}
