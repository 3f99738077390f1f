using Npgsql;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.Tests.Stores;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Tests.Conformance;

/// <summary>Many that wait for results in one process.</summary>
public sealed class PostgresWaitersTests(PostgresFixture postgres)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_thousand_that_wait_take_no_connections_of_their_own()
    {
        string connection = await postgres.CreateDatabaseAsync() + ";Application Name=waits";
        await using RpcTasks tasks = await RpcTasks.OpenAsync(builder => builder.UsePostgres(connection));
        await using NpgsqlDataSource watch = NpgsqlDataSource.Create(connection + ";Pooling=false;Application Name=watches");
        TaskBatch<int> all = await tasks.EnqueueManyAsync(Enumerable.Range(0, 1000).Select(i => WorkCalls.Add(i, 1)));
        long before = await ConnectionsAsync(watch);
        long[] told = new long[1000];
        Task[] waits = [.. all.Handles.Select(async (handle, i) =>
        {
            Assert.Equal(i + 1, await handle.GetResultAsync());
            told[i] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        })];
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.InRange(await ConnectionsAsync(watch), 1, before + 2);

        await using RpcTasks others = await RpcTasks.OpenAsync(builder => builder.UsePostgres(connection + "2"));
        await using TaskWorker worker = await others.StartWorkerAsync(options =>
        {
            options.Handle<IWork>(new Work());
            options.Concurrency = 64;
        });
        await Task.WhenAll(waits).WaitAsync(s_patience, TestContext.Current.CancellationToken);
        long[] late = [.. (await Task.WhenAll(all.Handles.Select(async (handle, i) => told[i] - (await handle.InfoAsync())!.EndedAt!.Value.ToUnixTimeMilliseconds()))).Order()];
        Rpc.Tests.Shared.Counts.Tell($"PostgreSQL: of 1000 that waited half were told within {late[500]} ms, all within {late[^1]} ms");
        Assert.InRange(late[^1], -50, 10_000);
    }

    private static async Task<long> ConnectionsAsync(NpgsqlDataSource watch)
    {
        await using NpgsqlCommand count = watch.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'waits'");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
