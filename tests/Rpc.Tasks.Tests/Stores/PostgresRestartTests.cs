using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.Stores;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>A server of PostgreSQL that goes down in the middle of everything.</summary>
public sealed class PostgresRestartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_accepted_is_there_once_after_the_server_was_killed(bool immediate)
    {
        PostgresFixture.SkipWithoutPostgres();
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        await server.CreateDatabaseAsync("tasks");
        await using PostgresTaskStore store = await PostgresTaskStore.OpenAsync(server.ConnectionTo("tasks"));
        using var load = new Load(store, await store.JoinAsync());
        using var heard = new HeardSignals(store);
        await heard.ListensAsync();
        Task running = load.RunAsync();
        for (int i = 0; i < 2; i++)
        {
            await load.GrowsAsync(300);
            int told = heard.All.Count(static signal => signal.Kinds.HasFlag(TaskSignalKinds.Cancel));
            await (immediate ? StopImmediatelyAsync(server) : server.KillAsync());
            await Task.Delay(300);
            await server.StartAsync();
            var watch = Stopwatch.StartNew();
            await load.GrowsAsync(1);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed} to go on.");

            // The connection for notifications is back too: what may have been missed is told.
            await heard.UntilAsync(all => all.Count(static signal => signal.Kinds.HasFlag(TaskSignalKinds.Cancel)) > told);
        }

        await load.GrowsAsync(100);
        load.Stop();
        await running.WaitAsync(Patience);

        // Whatever is left is claimed and ended now.
        await load.DrainAsync();
        HashSet<Guid> succeeded = [.. await EndedAsync(server)];
        Assert.DoesNotContain(load.Accepted, id => !succeeded.Contains(id) && !load.Adrift.ContainsKey(id));
        Assert.DoesNotContain(load.Refused, succeeded.Contains);
        Assert.DoesNotContain(load.Claimed, static one => one.Value > 1);
        Assert.DoesNotContain(load.Ended, static one => one.Value > 1);
    }

    // As `pg_ctl -m immediate stop`: every process is told to leave at once, and the next start recovers.
    private static async Task StopImmediatelyAsync(PostgresServer server)
    {
        string folder = await server.SqlAsync("postgres", "SHOW data_directory");
        string pid = File.ReadLines(Path.Combine(folder, "postmaster.pid")).First().Trim();
        using Process kill = Process.Start("/bin/kill", ["-QUIT", pid]);
        await kill.WaitForExitAsync();
        var watch = Stopwatch.StartNew();
        while (File.Exists(Path.Combine(folder, "postmaster.pid")))
        {
            Assert.True(watch.Elapsed < Patience, "PostgreSQL did not stop.");
            await Task.Delay(20);
        }
    }

    private static async Task<Guid[]> EndedAsync(PostgresServer server)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionTo("tasks"));
        await using NpgsqlCommand all = source.CreateCommand("SELECT id FROM rpc_tasks.ended");
        await using NpgsqlDataReader rows = await all.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await rows.ReadAsync())
        {
            ids.Add(rows.GetGuid(0));
        }

        return [.. ids];
    }

    /// <summary>Clients and workers that go on through every failure, and remember what they were told.</summary>
    private sealed class Load(PostgresTaskStore store, WorkerRow worker) : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        public ConcurrentBag<Guid> Accepted { get; } = [];

        public ConcurrentBag<Guid> Refused { get; } = [];

        public ConcurrentDictionary<Guid, int> Claimed { get; } = [];

        public ConcurrentDictionary<Guid, int> Ended { get; } = [];

        /// <summary>Claimed in a commit whose answer was lost: nobody knows of it but the database.</summary>
        public ConcurrentDictionary<Guid, bool> Adrift { get; } = [];

        public Task RunAsync() => Task.WhenAll([.. Enumerable.Range(0, 4).Select(_ => Task.Run(EnqueueAsync)), .. Enumerable.Range(0, 4).Select(_ => Task.Run(WorkAsync))]);

        public void Stop() => _stop.Cancel();

        public void Dispose() => _stop.Dispose();

        public async Task GrowsAsync(int by)
        {
            int goal = Accepted.Count + by;
            var watch = Stopwatch.StartNew();
            while (Accepted.Count < goal)
            {
                Assert.True(watch.Elapsed < Patience, "Nothing is accepted any more.");
                await Task.Delay(5);
            }
        }

        public async Task DrainAsync()
        {
            await FindAdriftAsync();
            while (await ClaimAsync())
            {
            }
        }

        private async Task EnqueueAsync()
        {
            while (!_stop.IsCancellationRequested)
            {
                Guid[] ids = [Guid.CreateVersion7(), Guid.CreateVersion7()];
                try
                {
                    await store.EnqueueAsync(ids);
                    Array.ForEach(ids, Accepted.Add);
                }
                catch (RpcException error) when (error.Status == RpcStatus.Unavailable)
                {
                    Array.ForEach(error.Outcome == RpcOutcome.NotExecuted ? ids : [], Refused.Add);
                }
            }
        }

        private async Task WorkAsync()
        {
            while (!_stop.IsCancellationRequested)
            {
                if (!await ClaimAsync())
                {
                    await Task.Delay(5);
                }
            }
        }

        private async Task<bool> ClaimAsync()
        {
            try
            {
                TaskRowsOf mine = new(await store.ClaimAsync(worker, 8));
                foreach (Guid id in mine.Ids)
                {
                    Claimed.AddOrUpdate(id, 1, static (_, count) => count + 1);
                }

                await EndAsync(mine);
                return mine.Ids.Length > 0;
            }
            catch (RpcException error) when (error.Status == RpcStatus.Unavailable)
            {
                return true;
            }
        }

        // As the ledger does: what may have happened is tried again, and the token keeps it from happening twice.
        private async Task EndAsync(TaskRowsOf mine)
        {
            while (mine.Ids.Length > 0)
            {
                try
                {
                    if (await store.SucceedAsync(mine.Rows) > 0)
                    {
                        Array.ForEach(mine.Ids, id => Ended.AddOrUpdate(id, 1, static (_, count) => count + 1));
                    }

                    return;
                }
                catch (RpcException error) when (error.Status == RpcStatus.Unavailable)
                {
                    // Again.
                }
            }
        }

        private async Task FindAdriftAsync()
        {
            foreach (TaskRow row in await store.RunAsync(transaction => transaction.LockRunningAsync(worker.Id)))
            {
                Assert.False(Claimed.ContainsKey(row.Id), $"{row.Id} was claimed and ended, and still runs.");
                Adrift[row.Id] = true;
            }
        }
    }

    private sealed record TaskRowsOf(TaskRow[] Rows)
    {
        public Guid[] Ids { get; } = [.. Rows.Select(static row => row.Id)];
    }
}
