using Microsoft.Data.Sqlite;
using RabbitMQ.Client;
using Rpc.Tasks.Tests.Conformance;

namespace Rpc.Tasks.RabbitMq.Tests.Stored;

/// <summary>Messages that come twice, or never, or are none.</summary>
public sealed class DeliveryTests(SharedBroker broker) : StoredTest
{
    private const string AddKind = "Rpc.Tasks.Tests.Conformance.IWork.AddAsync(int,int)";

    [Fact]
    public async Task The_same_message_three_times_is_one_run_and_one_result()
    {
        string uri = await broker.CleanAsync();
        RpcTasks tasks = await OpenAsync(uri);
        TaskHandle<int> sum = await tasks.EnqueueAsync(WorkCalls.Add(2, 3));
        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(uri));
        await raw.PublishIdAsync(sum.Id, AddKind);
        await raw.PublishIdAsync(sum.Id, AddKind);
        await WorkAsync(tasks, worker => worker.Concurrency = 1);
        Assert.Equal(5, await sum.GetResultAsync().WaitAsync(Patience));

        // What comes after it has come after the copies.
        TaskHandle<int> last = await tasks.EnqueueAsync(WorkCalls.Add(1, 1));
        Assert.Equal(2, await last.GetResultAsync().WaitAsync(Patience));
        await raw.PublishIdAsync(sum.Id, AddKind);
        Assert.Equal(3, await (await tasks.EnqueueAsync(WorkCalls.Add(1, 2))).GetResultAsync().WaitAsync(Patience));
        Assert.Single(Work.Runs, run => run.Id == sum.Id);
        await UntilAsync(async () => await raw.Channel.MessageCountAsync("rpc.tasks.default.normal") == 0, "all is acknowledged");
    }

    [Fact]
    public async Task A_message_without_a_task_is_dropped_and_one_that_names_none_goes_to_the_dead_letters()
    {
        string uri = await broker.CleanAsync();
        RpcTasks tasks = await OpenAsync(uri);
        await WorkAsync(tasks);
        await tasks.EnqueueAsync(WorkCalls.Add(1, 1));
        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(uri));
        await raw.PublishIdAsync(Guid.CreateVersion7(), AddKind);
        await raw.PublishIdAsync(Guid.CreateVersion7(), AddKind, contentType: "text/plain");
        BasicGetResult dead = await raw.TakeAsync("rpc.tasks.dead", Patience);
        Assert.Equal("text/plain", dead.BasicProperties.ContentType);
        Assert.Equal(2, await (await tasks.EnqueueAsync(WorkCalls.Add(1, 1))).GetResultAsync().WaitAsync(Patience));
        Assert.Equal(2, Work.Runs.Count);
    }

    [Fact]
    public async Task A_task_whose_message_was_lost_is_found_in_the_store()
    {
        string uri = await broker.CleanAsync();
        RpcTasks tasks = await OpenAsync(uri);
        TaskHandle<int> sum = await tasks.EnqueueAsync(WorkCalls.Add(2, 3));
        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(uri));
        await raw.Channel.QueuePurgeAsync("rpc.tasks.default.normal");
        await WorkAsync(tasks);
        Assert.Equal(5, await sum.GetResultAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        await Log.UntilAsync(1225);
    }

    [Fact]
    public async Task A_queue_that_is_deleted_under_its_consumer_is_made_anew()
    {
        string uri = await broker.CleanAsync();
        RpcTasks tasks = await OpenAsync(uri);
        await WorkAsync(tasks);
        Assert.Equal(2, await (await tasks.EnqueueAsync(WorkCalls.Add(1, 1))).GetResultAsync().WaitAsync(Patience));
        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(uri));
        await raw.Channel.QueueDeleteAsync("rpc.tasks.default.normal");
        await Log.UntilAsync(1224, "rpc.tasks.default.normal");
        await UntilAsync(
            async () =>
            {
                try
                {
                    return await (await tasks.EnqueueAsync(WorkCalls.Add(1, 2))).GetResultAsync().WaitAsync(Patience) == 3;
                }
                catch (RpcException refused)
                {
                    // Until the consumer has declared it again.
                    Assert.Equal(RpcOutcome.NotExecuted, refused.Outcome);
                    return false;
                }
            },
            "tasks run again");
    }

    [Fact]
    public async Task What_a_caller_commits_runs_soon_and_what_it_rolls_back_never()
    {
        string uri = await broker.CleanAsync();
        RpcTasks tasks = await OpenAsync(uri);
        await WorkAsync(tasks);
        Guid rolledBack;
        await using var connection = new SqliteConnection($"Data Source={File}");
        await connection.OpenAsync();
        await using (var transaction = (SqliteTransaction)await connection.BeginTransactionAsync())
        {
            rolledBack = (await tasks.EnqueueAsync(WorkCalls.Add(1, 1), new EnqueueOptions { Transaction = transaction })).Id;
            await transaction.RollbackAsync();
        }

        TaskHandle<int> committed;
        await using (var transaction = (SqliteTransaction)await connection.BeginTransactionAsync())
        {
            committed = await tasks.EnqueueAsync(WorkCalls.Add(2, 3), new EnqueueOptions { Transaction = transaction });
            await Task.Delay(100);
            Assert.Empty(Work.Runs);
            await transaction.CommitAsync();
        }

        long began = Environment.TickCount64;
        Assert.Equal(5, await committed.GetResultAsync().WaitAsync(Patience));
        Assert.True(Environment.TickCount64 - began < 4500, "It waited for a sweeper.");
        Assert.Equal(RpcTaskState.NotFound, await tasks.GetHandle(rolledBack).StatusAsync());
        Assert.Single(Work.Runs);
    }

    [Fact]
    public async Task Workers_that_know_different_kinds_may_share_a_queue()
    {
        string uri = await broker.CleanAsync();
        RpcTasks one = await OpenAsync(uri);
        RpcTasks other = await OpenAsync(uri);
        await WorkAsync(one);
        Opened(await other.StartWorkerAsync(worker => worker.Handle<IOther>(new Other())));
        TaskBatch<string> greetings = await one.EnqueueManyAsync(Enumerable.Range(0, 20).Select(i => OtherCalls.Greet($"{i}")));
        TaskBatch<int> sums = await one.EnqueueManyAsync(Enumerable.Range(0, 20).Select(i => WorkCalls.Add(i, 1)));
        Assert.Equal(Enumerable.Range(1, 20), await sums.GetResultsAsync().WaitAsync(Patience));
        Assert.All(await greetings.GetResultsAsync().WaitAsync(Patience), greeting => Assert.EndsWith("attempt 1", greeting, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_full_worker_holds_goes_to_another()
    {
        string uri = await broker.CleanAsync();
        RpcTasks tasks = await OpenAsync(uri);
        await WorkAsync(tasks, worker => worker.Concurrency = 1);
        TaskHandle<int> blocks = await tasks.EnqueueAsync(WorkCalls.Wait("gate"));
        await UntilAsync(() => Task.FromResult(Work.Waiting == 1), "it runs");
        TaskBatch<int> sums = await tasks.EnqueueManyAsync(Enumerable.Range(0, 10).Select(i => WorkCalls.Add(i, 1)));
        await WorkAsync(tasks, worker => worker.Concurrency = 1);
        Assert.Equal(Enumerable.Range(1, 10), await sums.GetResultsAsync().WaitAsync(Patience));
        Work.Open("gate");
        Assert.Equal(1, await blocks.GetResultAsync().WaitAsync(Patience));
    }
}
