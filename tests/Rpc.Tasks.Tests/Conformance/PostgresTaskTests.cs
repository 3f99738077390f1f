using Npgsql;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.Tests.Stores;

namespace Rpc.Tasks.Tests.Conformance;

public sealed class PostgresTaskTests(PostgresFixture postgres) : TaskSuite
{
    private string _connection = "";

    protected override ValueTask<RpcTasks> OpenAsync(Action<RpcTasksBuilder>? configure = null) => RpcTasks.OpenAsync(tasks =>
    {
        tasks.UsePostgres(_connection);
        configure?.Invoke(tasks);
    });

    protected override async ValueTask PrepareAsync() => _connection = await postgres.CreateDatabaseAsync();

    [Fact]
    public async Task An_enqueue_is_part_of_the_callers_transaction()
    {
        await WorkAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(_connection);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        TaskHandle<int> kept;
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync())
        {
            kept = await Tasks.EnqueueAsync(WorkCalls.Add(1, 2), new EnqueueOptions { Transaction = transaction });
            Task<int> result = kept.GetResultAsync();
            await Task.Delay(1500);
            Assert.False(result.IsCompleted, "It ran before the commit.");
            Assert.Empty(Work.Runs);
            await transaction.CommitAsync();
            Assert.Equal(3, await result.WaitAsync(Patience));
        }

        TaskHandle<int> dropped;
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync())
        {
            dropped = await Tasks.EnqueueAsync(WorkCalls.Add(1, 2), new EnqueueOptions { Transaction = transaction });
            await transaction.RollbackAsync();
        }

        Assert.Equal(RpcTaskFailure.NotFound, (await Assert.ThrowsAsync<RpcTaskException>(() => dropped.GetResultAsync().WaitAsync(Patience))).Failure);
        Assert.Single(Work.Runs);
    }
}
