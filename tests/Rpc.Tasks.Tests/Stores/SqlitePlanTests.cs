using Microsoft.Data.Sqlite;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>What SQLite makes of the statements: none of those that run all the time looks at rows that do not concern it, however many there are.</summary>
public sealed class SqlitePlanTests
{
    [Fact]
    public async Task No_statement_scans_the_tasks_but_counts_and_those_in_small_indexes()
    {
        await using var folder = new SqliteFolder();
        SqliteTaskStore store = folder.Open();
        await UseAllAsync(store);
        using SqliteConnection connection = folder.Connect();
        string[] texts = [.. store.Texts.Where(static text => text.StartsWith("SELECT", StringComparison.Ordinal) || text.StartsWith("UPDATE", StringComparison.Ordinal) || text.StartsWith("DELETE", StringComparison.Ordinal))];
        Assert.True(texts.Length > 35, $"only {texts.Length} statements were used");
        foreach (string text in texts)
        {
            foreach (string step in Plan(connection, text))
            {
                // Whoever counts or lists goes through an index, in its order; of the others, only small tables are read as a whole.
                bool isSmall = step.Contains("workers", StringComparison.Ordinal) || step.Contains("worker_queues", StringComparison.Ordinal) || step.Contains("listeners", StringComparison.Ordinal) || step.Contains("schedules", StringComparison.Ordinal) || step is "SCAN store" or "SCAN TABLE store" || step.Contains("CONSTANT ROW", StringComparison.Ordinal) || step.Contains("sqlite_master", StringComparison.Ordinal);
                bool isCount = text.Contains("count(*)", StringComparison.Ordinal) && step.Contains("COVERING INDEX", StringComparison.Ordinal);
                Assert.True(!step.StartsWith("SCAN", StringComparison.Ordinal) || isSmall || isCount, $"{step}{Environment.NewLine}{text}");
                Assert.False(step.Contains("USE TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal) && text.Contains("FROM tasks", StringComparison.Ordinal), $"{step}{Environment.NewLine}{text}");
            }
        }
    }

    [Fact]
    public async Task What_is_scheduled_stands_in_no_index_of_what_is_ready_and_the_other_way_round()
    {
        await using var folder = new SqliteFolder();
        SqliteTaskStore store = folder.Open();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        TaskRow[] rows = [.. Enumerable.Range(0, 1000).Select(_ => Rows.Row(due: now.AddDays(1), now: now))];
        await store.RunAsync(async transaction =>
        {
            await transaction.InsertAsync(rows);
            return 0;
        });
        await SqliteFolder.InsertAsync(store);
        using SqliteConnection connection = folder.Connect();
        foreach ((string index, int state, long entries) in ((string, int, long)[])[("tasks_ready", 4, 1), ("tasks_scheduled", 3, 1000), ("tasks_running", 5, 0)])
        {
            using SqliteCommand count = connection.CreateCommand();
#pragma warning disable CA2100 // The names are above.
            count.CommandText = $"SELECT count(*) FROM tasks INDEXED BY {index} WHERE state = {state}";
#pragma warning restore CA2100
            Assert.Equal(entries, count.ExecuteScalar());
        }
    }

    private static string[] Plan(SqliteConnection connection, string text)
    {
        using SqliteCommand explain = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the store's own.
        explain.CommandText = "EXPLAIN QUERY PLAN " + text;
#pragma warning restore CA2100
        foreach (int place in Enumerable.Range(1, 21).Where(place => text.Contains($"?{place}", StringComparison.Ordinal)))
        {
            explain.Parameters.AddWithValue($"?{place}", 1);
        }

        using SqliteDataReader reader = explain.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return [.. steps];
    }

    // Every member, so that every statement is there.
    private static async Task UseAllAsync(SqliteTaskStore store)
    {
        TaskRow row = await SqliteFolder.InsertAsync(store), other = await SqliteFolder.InsertAsync(store);
        var worker = new WorkerRow(Guid.CreateVersion7(), "w", ["default"], [row.Spec.Kind, "other"], 1, Rows.Now, Rows.Now, DateTimeOffset.MaxValue);
        await store.RunAsync(async transaction =>
        {
            DateTimeOffset now = transaction.Now;
            await transaction.PutWorkerAsync(worker);
            await transaction.InsertAsync([Rows.Row(Rows.Spec("other")), Rows.Row(Rows.Spec("third"))]);
            await transaction.LockReadyAsync(new ReadyQuery(worker.Id, "default", Quarantined: false, 10));
            await transaction.LockAsync([row.Id]);
            await transaction.LockDueAsync(10);
            await transaction.LockExpiredAsync(10);
            await transaction.LockRunningAsync(worker.Id);
            await transaction.LockUnknownAsync(10);
            await transaction.LockParkedAsync(["x"], 10);
            await transaction.LockUnpublishedAsync(now, 10);
            TaskRow running = row.After(new TaskEvent.Claimed(worker.Id), now);
            await transaction.SaveAsync([running]);
            await transaction.EndAsync([running.After(new TaskEvent.Succeeded(1, []), now), other.After(new TaskEvent.CancelRequested(), now)]);
            await transaction.ReviveAsync([other.After(new TaskEvent.CancelRequested(), now).After(new TaskEvent.RetryRequested(), now)]);
            await transaction.FindAsync([row.Id]);
            await transaction.FindEndedAsync([row.Id]);
            await transaction.ListAsync(new TaskFilter());
            await transaction.ListAsync(new TaskFilter { States = [RpcTaskState.Failed] });
            await transaction.CountAsync();
            await transaction.LockForgettableAsync(10);
            await transaction.ForgetAsync([TaskEngine.Forget(running.After(new TaskEvent.Succeeded(1, []), now), now)], [Guid.Empty]);
            await transaction.ReserveAsync([new TaskKey(true, "k", row.Id, []), new TaskKey(true, "k", other.Id, [])]);
            await transaction.AddNeedsAsync([new TaskNeed(row.Id, 0, 0, other.Id, 0)]);
            await transaction.NeedsOfAsync([row.Id]);
            await transaction.MeetNeedsAsync(row.Id, []);
            await transaction.NeedsForAsync(row.Id);
            await transaction.DropNeedsAsync([row.Id]);
            await transaction.RenewAsync(worker.Id, DateTimeOffset.MaxValue, now);
            await transaction.HoldWorkerAsync(worker.Id);
            await transaction.LockLostWorkersAsync(10);
            await transaction.WorkersAsync();
            await transaction.CancelledOfAsync(worker.Id);
            await transaction.PutShapesAsync("f", []);
            await transaction.FindShapesAsync("f");
            await transaction.RemoveScheduleAsync("s");
            await transaction.LockScheduleAsync("s");
            await transaction.LockDueSchedulesAsync(10);
            await transaction.SchedulesAsync();
            await transaction.PeekAsync(["default"], worker.Id);
            transaction.Announce(new TaskSignal(TaskSignalKinds.Ready));
            return 0;
        });
    }
}
