using Microsoft.Data.Sqlite;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Conformance;

public sealed class SqliteTaskTests : TaskSuite
{
    private readonly TemporaryFolder _folder = new();

    protected override ValueTask<RpcTasks> OpenAsync(Action<RpcTasksBuilder>? configure = null) => RpcTasks.OpenAsync(tasks =>
    {
        tasks.UseSqlite(Path.Combine(_folder.Path, "tasks.db"));
        configure?.Invoke(tasks);
    });

    protected override ValueTask CleanAsync()
    {
        _folder.Dispose();
        return default;
    }

    [Fact]
    public async Task An_enqueue_is_part_of_the_callers_transaction_and_another_call_inside_it_is_refused_at_once()
    {
        await WorkAsync();
        await using var connection = new SqliteConnection($"Data Source={_folder.File("tasks.db")};Pooling=False");
        await connection.OpenAsync();
        TaskHandle<int> kept;
        Task<int> result;
        await using (SqliteTransaction transaction = connection.BeginTransaction())
        {
            kept = await Tasks.EnqueueAsync(WorkCalls.Add(1, 2), new EnqueueOptions { Transaction = transaction });
            result = kept.GetResultAsync();
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await Tasks.EnqueueAsync(WorkCalls.Add(5, 5)));
            await Task.Delay(1200);
            Assert.False(result.IsCompleted, "It ran before the commit.");
            await transaction.CommitAsync();
        }

        Assert.Equal(3, await result.WaitAsync(Patience));
        TaskHandle<int> dropped;
        await using (SqliteTransaction transaction = connection.BeginTransaction())
        {
            dropped = await Tasks.EnqueueAsync(WorkCalls.Add(1, 2), new EnqueueOptions { Transaction = transaction });
            await transaction.RollbackAsync();
        }

        Assert.Equal(RpcTaskFailure.NotFound, (await Assert.ThrowsAsync<RpcTaskException>(() => dropped.GetResultAsync().WaitAsync(Patience))).Failure);
        Assert.Equal(10, await (await Tasks.EnqueueAsync(WorkCalls.Add(5, 5))).GetResultAsync().WaitAsync(Patience));
        Assert.Equal(2, Work.Runs.Count);
    }
}
