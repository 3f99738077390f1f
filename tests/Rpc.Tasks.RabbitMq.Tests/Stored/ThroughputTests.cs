using System.Diagnostics;
using Rpc.Tasks.Tests.Conformance;

namespace Rpc.Tasks.RabbitMq.Tests.Stored;

/// <summary>How many tasks go through: printed, and held to what would be wrong on any machine only.</summary>
[Trait("Category", "Nightly")]
public sealed class ThroughputTests(SharedBroker broker, ITestOutputHelper output) : StoredTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Thousands_of_tasks_go_through_in_seconds(bool durable)
    {
        string uri = await broker.CleanAsync();
        RpcTasks tasks = durable ? await OpenAsync(uri) : Opened(await RpcTasks.OpenAsync(builder => builder.UseRabbitMq(uri, results => results.UseInMemory())));
        await WorkAsync(tasks, worker => worker.Concurrency = 64);
        await RoundAsync(tasks, 1000, "to begin with");
        for (int round = 0; round < 3; round++)
        {
            await RoundAsync(tasks, 5000, durable ? "with SQLite" : "with a store in memory");
        }

        Assert.Equal(16_000, Work.Runs.DistinctBy(run => run.Id).Count());
    }

    private async Task RoundAsync(RpcTasks tasks, int count, string what)
    {
        var watch = Stopwatch.StartNew();
        TaskBatch<int> all = await tasks.EnqueueManyAsync(Enumerable.Range(0, count).Select(i => WorkCalls.Add(i, 1)));
        TimeSpan enqueued = watch.Elapsed;
        Assert.Equal(Enumerable.Range(1, count), await all.GetResultsAsync().WaitAsync(Patience));
        output.WriteLine($"{count} tasks {what}: {count / watch.Elapsed.TotalSeconds:F0}/s, of {watch.Elapsed.TotalMilliseconds:F0} ms {enqueued.TotalMilliseconds:F0} until all were enqueued");
    }
}
