using Npgsql;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.Tests.Conformance;
using Rpc.Tasks.Tests.Stores;

namespace Rpc.Tasks.RabbitMq.Tests.Stored;

/// <summary>The same with PostgreSQL, which is the store of those who have several machines.</summary>
public sealed class PostgresStoreTests(SharedBroker broker, PostgresFixture postgres) : StoredTest
{
    [Fact]
    public async Task Tasks_that_are_kept_in_postgresql_are_delivered_also_those_that_a_caller_commits()
    {
        string connectionString = await postgres.CreateDatabaseAsync();
        string uri = await broker.CleanAsync();
        RpcTasks tasks = Opened(await RpcTasks.OpenAsync(builder =>
        {
            builder.LoggerFactory = Log;
            builder.UseRabbitMq(uri, results => results.UsePostgres(connectionString));
        }));
        await WorkAsync(tasks);
        TaskBatch<int> all = await tasks.EnqueueManyAsync(Enumerable.Range(0, 300).Select(i => WorkCalls.Add(i, 1)));
        Assert.Equal(Enumerable.Range(1, 300), await all.GetResultsAsync().WaitAsync(Patience));

        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        TaskHandle<int> kept, dropped;
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync())
        {
            kept = await tasks.EnqueueAsync(WorkCalls.Add(2, 3), new EnqueueOptions { Transaction = transaction });
            await transaction.CommitAsync();
        }

        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync())
        {
            dropped = await tasks.EnqueueAsync(WorkCalls.Add(2, 3), new EnqueueOptions { Transaction = transaction });
            await transaction.RollbackAsync();
        }

        Assert.Equal(5, await kept.GetResultAsync().WaitAsync(Patience));
        Assert.Equal(RpcTaskFailure.NotFound, (await Assert.ThrowsAsync<RpcTaskException>(() => dropped.GetResultAsync().WaitAsync(Patience))).Failure);
        Assert.Equal(301, Work.Runs.Count);

        // No worker had to look for what the broker should have brought.
        Assert.Equal(0, Log.Count(1225));
    }
}
