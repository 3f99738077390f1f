using Npgsql;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>Several stores on one database at the same time.</summary>
public sealed class PostgresConcurrencyTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Eight_claimers_of_two_thousand_tasks_never_get_the_same_one()
    {
        string connection = await postgres.CreateDatabaseAsync();
        PostgresTaskStore[] stores = [await PostgresTaskStore.OpenAsync(connection), await PostgresTaskStore.OpenAsync(connection)];
        WorkerRow worker = await stores[0].JoinAsync();
        for (int i = 0; i < 10; i++)
        {
            await stores[0].EnqueueAsync(200);
        }

        var claimed = new List<TaskRow>();
        int ended = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            while (await stores[i % 2].ClaimAsync(worker, 1 + (i * 3)) is { Length: > 0 } mine)
            {
                Interlocked.Add(ref ended, await stores[(i + 1) % 2].SucceedAsync(mine));
                lock (claimed)
                {
                    claimed.AddRange(mine);
                }
            }
        }))).WaitAsync(Patience);
        Assert.Equal(2000, claimed.Select(static row => row.Id).Distinct().Count());
        Assert.Equal((2000, 2000), (claimed.Count, ended));
        Assert.Equal([new TaskCount("default", RpcTaskState.Succeeded, 2000)], await stores[1].ReadAsync(static transaction => transaction.CountAsync()));
        await stores[0].DisposeAsync();
        await stores[1].DisposeAsync();
    }

    [Fact]
    public async Task Eight_stores_that_open_at_once_make_one_schema()
    {
        string connection = await postgres.CreateDatabaseAsync();
        PostgresTaskStore[] stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostgresTaskStore.OpenAsync(connection).AsTask())).WaitAsync(Patience);
        foreach (PostgresTaskStore store in stores)
        {
            await store.EnqueueAsync(1);
        }

        Assert.Equal(8, Assert.Single(await stores[7].ReadAsync(static transaction => transaction.CountAsync())).Count);
        await Task.WhenAll(stores.Select(static store => store.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Edits_that_lock_in_a_circle_both_happen()
    {
        await using PostgresTaskStore store = await PostgresTaskStore.OpenAsync(await postgres.CreateDatabaseAsync());
        Guid[] ids = await store.EnqueueAsync(2);
        int runs = 0;
        using var both = new CountdownEvent(2);
        await Task.WhenAll(CircleAsync(ids[0], ids[1]), CircleAsync(ids[1], ids[0])).WaitAsync(Patience);
        Assert.True(runs > 2, "No circle came about.");

        Task CircleAsync(Guid first, Guid second) => Task.Run(async () => await store.RunAsync(async transaction =>
        {
            Interlocked.Increment(ref runs);
            await transaction.LockAsync([first]);
            if (both.CurrentCount > 0)
            {
                both.Signal();
            }

            await Task.Run(() => both.Wait(Patience));
            return await transaction.LockAsync([second]);
        }));
    }

    [Fact]
    public async Task A_worker_that_is_given_tasks_cannot_be_lost_meanwhile_but_beats_on()
    {
        await using PostgresTaskStore store = await PostgresTaskStore.OpenAsync(await postgres.CreateDatabaseAsync());
        WorkerRow worker = await store.JoinAsync();
        await store.RunAsync(async transaction =>
        {
            Assert.True(await transaction.HoldWorkerAsync(worker.Id));
            DateTimeOffset lease = transaction.Now - TimeSpan.FromSeconds(1);

            // Another transaction moves the lease into the past, which makes the worker lost.
            Assert.True(await Task.Run(async () => await store.RunAsync(other => other.RenewAsync(worker.Id, lease, lease))).WaitAsync(Patience));
            Assert.Empty(await Task.Run(async () => await store.RunAsync(static other => other.LockLostWorkersAsync(10))).WaitAsync(Patience));
            return true;
        });
        Assert.Equal(worker.Id, Assert.Single(await store.RunAsync(static transaction => transaction.LockLostWorkersAsync(10))).Id);
    }

    [Fact]
    public async Task An_edit_takes_two_round_trips_and_a_read_one()
    {
        await using PostgresTaskStore store = await PostgresTaskStore.OpenAsync(await postgres.CreateDatabaseAsync());
        WorkerRow worker = await store.JoinAsync();
        await store.EnqueueAsync(100);
        for (int i = 0; i < 8; i++)
        {
            // The store gets to know the edits.
            await store.SucceedAsync(await store.ClaimAsync(worker, 1));
            await store.EnqueueAsync(1);
        }

        Assert.Equal(2, await TripsAsync(() => store.EnqueueAsync(50)));
        Assert.Equal(2, await TripsAsync(() => store.ClaimAsync(worker, 50)));
        TaskRow[] claimed = await store.ClaimAsync(worker, 50);
        Assert.Equal(2, await TripsAsync(() => store.SucceedAsync(claimed)));
        Assert.Equal(1, await TripsAsync(async () => await store.ReadAsync(transaction => transaction.PeekAsync(["default"], worker.Id))));

        async Task<long> TripsAsync(Func<Task> edit)
        {
            long before = store.RoundTrips;
            await edit();
            return store.RoundTrips - before;
        }
    }

    [Fact]
    public async Task What_others_announce_is_heard_and_what_is_announced_here_is_heard_once()
    {
        string connection = await postgres.CreateDatabaseAsync();
        await using PostgresTaskStore here = await PostgresTaskStore.OpenAsync(connection), there = await PostgresTaskStore.OpenAsync(connection);
        using var heard = new HeardSignals(here);
        using var heardThere = new HeardSignals(there);
        await heard.ListensAsync();
        await heardThere.ListensAsync();
        var mine = Guid.CreateVersion7();
        Guid[] few = [.. Enumerable.Range(0, 256).Select(static _ => Guid.CreateVersion7())];
        await AnnounceAsync(here, new TaskSignal(TaskSignalKinds.Ended, [mine]));
        Assert.True(heard.Has(mine));
        await heardThere.HearsAsync(mine);
        await AnnounceAsync(there, new TaskSignal(TaskSignalKinds.Progress));
        await AnnounceAsync(there, new TaskSignal(TaskSignalKinds.Ended | TaskSignalKinds.Ready, few));
        await heard.HearsAsync(few[^1]);
        Assert.Equal(new TaskSignal(TaskSignalKinds.Ended | TaskSignalKinds.Ready, null), heard.All[^1] with { Ended = null });
        Guid[] many = [.. Enumerable.Range(0, 2000).Select(static _ => Guid.CreateVersion7())];
        await AnnounceAsync(there, new TaskSignal(TaskSignalKinds.Ended, many));
        await heard.HearsAsync(many[^1]);
        Assert.True(heard.Has(many[0]));
        await AnnounceAsync(there, new TaskSignal(TaskSignalKinds.Ended, [.. many, .. many]));
        await heard.UntilAsync(static all => all[^1] is { Kinds: TaskSignalKinds.Ended, Ended: null });
        Assert.Single(heard.All, signal => signal.Ended?.Contains(mine) == true);
        Assert.DoesNotContain(heard.All, static signal => signal.Kinds == TaskSignalKinds.Progress);

        static async Task AnnounceAsync(PostgresTaskStore store, TaskSignal signal) => await store.RunAsync(transaction =>
        {
            transaction.Announce(signal);
            return new ValueTask<int>(0);
        });
    }

    [Fact]
    public async Task A_store_uses_no_more_connections_than_it_says()
    {
        string connection = await postgres.CreateDatabaseAsync();
        await using PostgresTaskStore store = await PostgresTaskStore.OpenAsync(connection + ";Maximum Pool Size=5");
        using var heard = new HeardSignals(store);
        await heard.ListensAsync();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Task.Run(() => store.EnqueueAsync(1)))).WaitAsync(Patience);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
        await using NpgsqlCommand count = source.CreateCommand("SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'rpc tasks'");
        Assert.InRange((int)(await count.ExecuteScalarAsync())!, 2, 5);
    }
}
