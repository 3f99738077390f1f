using System.Collections.Concurrent;
using System.Diagnostics;
using RabbitMQ.Client;
using Rpc.Tasks.Tests.Conformance;
using Rpc.Tasks.Worker;
using Rpc.Testing;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.RabbitMq.Tests.Stored;

/// <summary>A broker that stops, is killed, takes deliveries back, or cannot be heard any more.</summary>
public sealed class OutageTests : StoredTest
{
    [Fact]
    public async Task A_broker_that_restarts_twice_under_load_loses_no_task_and_none_runs_twice()
    {
        SharedBroker.SkipWithoutRabbit();
        await using RabbitServer server = await RabbitServer.StartNewAsync();
        RpcTasks tasks = await OpenAsync(server.Uri.ToString());
        TaskWorker worker = await WorkAsync(tasks);
        using var stop = new CancellationTokenSource();
        var accepted = new ConcurrentQueue<TaskHandle<int>>();
        int refused = 0;
        Task[] callers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    accepted.Enqueue(await tasks.EnqueueAsync(WorkCalls.Add(1, 1)));
                }
                catch (RpcException)
                {
                    Interlocked.Increment(ref refused);
                }

                await Task.Delay(5);
            }
        }))];
        await UntilAsync(() => Task.FromResult(accepted.Count > 50), "load");
        await server.StopAsync();
        await Task.Delay(500);
        await server.StartAsync();
        await ConsumedAgainAsync(server);
        int between = accepted.Count;
        await UntilAsync(() => Task.FromResult(accepted.Count > between + 50), "load after the first restart");
        await server.KillAsync();
        await server.StartAsync();
        await ConsumedAgainAsync(server);
        between = accepted.Count;
        await UntilAsync(() => Task.FromResult(accepted.Count > between + 50), "load after the second restart");
        await stop.CancelAsync();
        await Task.WhenAll(callers).WaitAsync(Patience);
        foreach (TaskHandle<int> handle in accepted)
        {
            Assert.Equal(2, await handle.GetResultAsync().WaitAsync(Patience));
        }

        Assert.Equal(Work.Runs.Count, Work.Runs.DistinctBy(run => run.Id).Count());
        await UntilAsync(async () => (await tasks.ListAsync(new() { States = [RpcTaskState.Ready, RpcTaskState.Running] })).Count == 0, "nothing is left");
        Assert.Equal(accepted.Count, Work.Runs.Count);
        await UntilAsync(() => Task.FromResult(worker.Health.IsHealthy), "it is healthy again");
    }

    [Fact]
    public async Task Silence_of_the_network_is_noticed_and_does_not_last_longer_than_it_has_to()
    {
        SharedBroker.SkipWithoutRabbit();
        await using RabbitServer server = await RabbitServer.StartNewAsync();
        await using FaultyProxy proxy = FaultyProxy.Start($"rpc://127.0.0.1:{server.Port}");
        RpcTasks tasks = await OpenAsync($"amqp://guest:guest@127.0.0.1:{proxy.Address.Port}/");
        TaskWorker worker = await WorkAsync(tasks);
        Assert.Equal(2, await (await tasks.EnqueueAsync(WorkCalls.Add(1, 1))).GetResultAsync().WaitAsync(Patience));
        await UntilAsync(() => Task.FromResult(worker.Health.IsHealthy), "it is healthy");

        proxy.Faults.InBothDirections(direction => direction.BlackHole = true);
        await UntilAsync(() => Task.FromResult(!worker.Health.IsHealthy), "it notices", TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<RpcException>(() => tasks.EnqueueAsync(WorkCalls.Add(1, 1)).AsTask().WaitAsync(Patience));
        await Task.Delay(TimeSpan.FromSeconds(10));

        proxy.Faults.Clear();
        var watch = Stopwatch.StartNew();
        await UntilAsync(
            async () =>
            {
                try
                {
                    return await (await tasks.EnqueueAsync(WorkCalls.Add(1, 2))).GetResultAsync().WaitAsync(Patience) == 3;
                }
                catch (RpcException)
                {
                    return false;
                }
            },
            "tasks flow again");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"It took {watch.Elapsed.TotalSeconds:F1} s until tasks flowed again.");
        await UntilAsync(() => Task.FromResult(worker.Health.IsHealthy), "it is healthy again", TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Delays_and_runs_beyond_the_timeout_of_consumers_end_no_channel()
    {
        SharedBroker.SkipWithoutRabbit();
        await using RabbitServer server = await RabbitServer.StartNewAsync("consumer_timeout = 3000");

        // How often channels look, which is a minute otherwise.
        await server.CtlAsync("eval", "application:set_env(rabbit, channel_tick_interval, 1000).");
        RpcTasks tasks = await OpenAsync(server.Uri.ToString());
        await WorkAsync(tasks, worker => worker.Concurrency = 1);
        long began = Environment.TickCount64;
        TaskHandle<int> delayed = await tasks.EnqueueAsync(WorkCalls.Add(2, 3), new EnqueueOptions { Delay = TimeSpan.FromSeconds(8) });
        TaskHandle<int> runs = await tasks.EnqueueAsync(WorkCalls.Wait("long"));
        await UntilAsync(() => Task.FromResult(Work.Waiting == 1), "it runs");
        TaskBatch<int> behind = await tasks.EnqueueManyAsync(Enumerable.Range(0, 5).Select(i => WorkCalls.Add(i, 1)));
        await Task.Delay(TimeSpan.FromSeconds(12));
        Work.Open("long");
        Assert.Equal(1, await runs.GetResultAsync().WaitAsync(Patience));
        Assert.Equal(5, await delayed.GetResultAsync().WaitAsync(Patience));
        Assert.True((await delayed.InfoAsync())!.History[0].BeganAt >= (await delayed.InfoAsync())!.EnqueuedAt + TimeSpan.FromSeconds(8), "It ran too early.");
        Assert.Equal(Enumerable.Range(1, 5), await behind.GetResultsAsync().WaitAsync(Patience));
        Assert.True(Environment.TickCount64 - began >= 11_000);
        Assert.Equal(6, Work.Runs.Count);
        Assert.All(Work.Runs, run => Assert.Equal(1, run.Attempt));
        Assert.Equal(0, Log.Count(1224));
        Assert.Equal(0, Log.Count(1221));
    }

    /// <summary>The port is open: within 10 s the worker consumes again, by the broker's own count.</summary>
    private static async Task ConsumedAgainAsync(RabbitServer server)
    {
        await using RawBroker raw = await RawBroker.ConnectAsync(server.Uri);
        await UntilAsync(async () => await raw.Channel.ConsumerCountAsync("rpc.tasks.default.normal") == 1, "it is consumed again", TimeSpan.FromSeconds(10));
    }
}
