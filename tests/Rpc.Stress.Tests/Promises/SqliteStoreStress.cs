using System.Globalization;
using Rpc.Tasks;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tests.Shared;

namespace Rpc.Stress.Tests;

/// <summary>Two stores with one file, under edits that throw, are cancelled, or belong to transactions that are rolled back, at random: each edit happens as a whole or not at all, as its caller was told, and no task is claimed twice.</summary>
public sealed class SqliteStoreStress
{
    private static readonly TaskSpec s_spec = new("App.IWork.Do()", "0123456789abcdef0123456789abcdef", "default", TaskPriority.Normal, RetryPolicy.None, TimeSpan.Zero, TimeSpan.FromHours(1));

    private readonly Lock _gate = new();

    // Under _gate.
    private readonly HashSet<Guid> _in = [];
    private readonly HashSet<Guid> _out = [];
    private readonly List<Guid> _claimed = [];

    [Fact]
    public Task Edits_that_fail_or_are_cancelled_at_random_leave_nothing_and_the_others_all() => RunAsync(Scale.Short);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task The_same_at_night() => RunAsync(Scale.Nightly);

    private async Task RunAsync(Scale scale)
    {
        string? given = Environment.GetEnvironmentVariable("RPC_STRESS_SEED");
        int seed = given is null ? Random.Shared.Next(1_000_000) : int.Parse(given, CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();
        await using SqliteTaskStore one = SqliteTaskStore.Open(folder.File("tasks.db")), other = SqliteTaskStore.Open(folder.File("tasks.db"));
        WorkerRow owner = new(Guid.CreateVersion7(), "stress", ["default"], [s_spec.Kind], 1, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, DateTimeOffset.MaxValue);
        await one.RunAsync(async transaction =>
        {
            await transaction.PutWorkerAsync(owner);
            return 0;
        });
        var crew = new Crew(seed, () => $"  {one.Name}");
        crew.GoOnFor(scale.Time(4));
        for (int i = 0; i < 16; i++)
        {
            SqliteTaskStore store = i % 2 == 0 ? one : other;
            crew.Await("writes", worker => WriteAsync(store, worker));
            crew.Await("claims", worker => ClaimAsync(store, owner.Id, worker));
        }

        crew.Await("passes", worker => PassAsync(one, worker));
        await crew.EndAsync(scale.Time(4));
        HashSet<Guid> stored = [.. await AllAsync(one)];
        Assert.All(_in, id => Assert.True(stored.Contains(id), $"{id} was acknowledged and is not there. RPC_STRESS_SEED={seed}"));
        Assert.All(_out, id => Assert.False(stored.Contains(id), $"{id} was refused and is there. RPC_STRESS_SEED={seed}"));
        Assert.Equal(_in.Count, stored.Count);
        Assert.Equal(_claimed.Count, _claimed.Distinct().Count());
        Assert.True(_in.Count > 100 && _out.Count > 20, $"Only {_in.Count} in and {_out.Count} out. RPC_STRESS_SEED={seed}");
        Counts.Tell($"SQLite, 2 stores: {_in.Count} tasks acknowledged, {_out.Count} refused, {_claimed.Count} claimed, none half, lost or twice, seed {seed}");
    }

    private async Task WriteAsync(SqliteTaskStore store, Worker worker)
    {
        while (worker.GoesOn())
        {
            using var cancel = new CancellationTokenSource();
            if (worker.Random.Next(5) == 0)
            {
                cancel.CancelAfter(worker.Random.Next(4));
            }

            TaskRow[] rows = New(worker);
            bool throws = worker.Random.Next(6) == 0;
            worker.Begins("writing");
            try
            {
                await store.RunAsync(Inserting(rows, throws), cancel.Token);
                Note(rows, isIn: true);
                worker.Ends();
            }
            catch (Exception error) when (error is FormatException or OperationCanceledException)
            {
                Note(rows, isIn: false);
            }
        }
    }

    private async Task ClaimAsync(SqliteTaskStore store, Guid owner, Worker worker)
    {
        while (worker.GoesOn())
        {
            int most = worker.Random.Next(1, 5);
            bool throws = worker.Random.Next(6) == 0;
            worker.Begins("claiming");
            try
            {
                TaskRow[] rows = await store.RunAsync(async transaction =>
                {
                    TaskRow[] claimed = [.. (await transaction.LockReadyAsync(new ReadyQuery(owner, "default", Quarantined: false, most))).Select(row => TaskEngine.Apply(row, new TaskEvent.Claimed(owner), transaction.Now).Row)];
                    await transaction.SaveAsync(claimed);
                    return !throws ? claimed : throw new FormatException();
                });
                lock (_gate)
                {
                    _claimed.AddRange(rows.Select(static row => row.Id));
                }

                worker.Ends();
                if (rows.Length == 0)
                {
                    await Task.Delay(1);
                }
            }
            catch (FormatException)
            {
                // Nobody has claimed them.
            }
        }
    }

    private async Task PassAsync(SqliteTaskStore store, Worker worker)
    {
        while (worker.GoesOn())
        {
            TaskRow[] rows = New(worker);
            bool commits = worker.Random.Next(2) == 0;
            worker.Begins("passing");
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={store.Name};Pooling=False");
            await connection.OpenAsync();
            using (Microsoft.Data.Sqlite.SqliteCommand wait = connection.CreateCommand())
            {
                wait.CommandText = "PRAGMA busy_timeout = 20000";
                await wait.ExecuteNonQueryAsync();
            }

            using (Microsoft.Data.Sqlite.SqliteTransaction transaction = connection.BeginTransaction())
            {
                await store.RunInAsync(transaction, Inserting(rows, throws: false));
                if (commits)
                {
                    transaction.Commit();
                }
            }

            Note(rows, commits);
            worker.Ends();
            await Task.Delay(worker.Random.Next(20));
        }
    }

    private static TaskRow[] New(Worker worker) =>
        [.. Enumerable.Range(0, worker.Random.Next(1, 6)).Select(_ => TaskEngine.Enter(Guid.CreateVersion7(), s_spec, new byte[worker.Random.Next(2000)], DateTimeOffset.UtcNow, due: null))];

    private static Func<ITaskTransaction, ValueTask<int>> Inserting(TaskRow[] rows, bool throws) => async transaction =>
    {
        await transaction.InsertAsync(rows);
        transaction.Announce(new TaskSignal(TaskSignalKinds.Ready));
        return !throws ? rows.Length : throw new FormatException();
    };

    private void Note(TaskRow[] rows, bool isIn)
    {
        lock (_gate)
        {
            (isIn ? _in : _out).UnionWith(rows.Select(static row => row.Id));
        }
    }

    private static async Task<List<Guid>> AllAsync(SqliteTaskStore store)
    {
        var all = new List<Guid>();
        TaskPlace? after = null;
        while (await store.ReadAsync(transaction => transaction.ListAsync(new TaskFilter { Most = 1000, After = after })) is { Count: > 0 } page)
        {
            all.AddRange(page.Select(static row => row.Id));
            after = new TaskPlace(page[^1].EnqueuedAt, page[^1].Id);
        }

        return all;
    }
}
