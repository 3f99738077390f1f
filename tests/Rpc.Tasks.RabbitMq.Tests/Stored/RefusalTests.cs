using RabbitMQ.Client;
using Rpc.Tasks.Tests.Conformance;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.RabbitMq.Tests.Stored;

/// <summary>A publish that the broker refuses is loud, and no task exists.</summary>
public sealed class RefusalTests(SharedBroker broker) : StoredTest
{
    [Fact]
    public async Task A_memory_alarm_refuses_an_enqueue_in_its_time_and_the_next_one_after_it_runs()
    {
        string uri = await broker.CleanAsync();
        RabbitServer server = await broker.Server;
        RpcTasks tasks = await OpenAsync(uri, options => options.PublishTimeout = TimeSpan.FromSeconds(2));
        await WorkAsync(tasks);
        await tasks.EnqueueAsync(WorkCalls.Add(0, 0));
        int accepted = 1;
        await server.SetMemoryAlarmAsync(on: true);
        try
        {
            // The broker stops reading a moment after the alarm; what it takes until then is enqueued.
            await UntilAsync(
                async () =>
                {
                    try
                    {
                        await tasks.EnqueueAsync(WorkCalls.Add(1, 1)).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
                        accepted++;
                        return false;
                    }
                    catch (RpcException)
                    {
                        return true;
                    }
                },
                "the broker is short of memory");
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => tasks.EnqueueManyAsync(Enumerable.Range(0, 3).Select(i => WorkCalls.Add(i, i))).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
            Assert.Equal((RpcStatus.Unavailable, RpcOutcome.NotExecuted), (refused.Status, refused.Outcome));
            Assert.Contains("memory", tasks.Backend.Problem, StringComparison.Ordinal);
            await UntilAsync(async () => (await tasks.ListAsync()).All(task => task.State == RpcTaskState.Succeeded), "what was accepted runs");
            Assert.Equal(accepted, (await tasks.ListAsync()).Count);
        }
        finally
        {
            await server.SetMemoryAlarmAsync(on: false);
        }

        TaskHandle<int> later = await tasks.EnqueueAsync(WorkCalls.Add(1, 1));
        Assert.Equal(2, await later.GetResultAsync().WaitAsync(Patience));
        Assert.Null(tasks.Backend.Problem);

        // What was refused may come out of the broker's buffers now, and finds no task.
        Assert.Equal(accepted + 1, Work.Runs.Count);
    }

    [Fact]
    public async Task A_queue_that_is_gone_refuses_one_enqueue_and_is_there_for_the_next()
    {
        string uri = await broker.CleanAsync();
        RpcTasks tasks = await OpenAsync(uri);
        await tasks.EnqueueAsync(WorkCalls.Add(0, 0));
        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(uri));
        await raw.Channel.QueueDeleteAsync("rpc.tasks.default.normal");
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => tasks.EnqueueAsync(WorkCalls.Add(1, 1)).AsTask().WaitAsync(Patience));
        Assert.Equal(RpcOutcome.NotExecuted, refused.Outcome);
        Assert.Contains("rpc.tasks.default.normal", refused.Message, StringComparison.Ordinal);
        Assert.Single(await tasks.ListAsync());
        TaskHandle<int> next = await tasks.EnqueueAsync(WorkCalls.Add(1, 2));
        await WorkAsync(tasks);
        Assert.Equal(3, await next.GetResultAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_queue_that_is_full_refuses_what_it_does_not_take()
    {
        string uri = await broker.CleanAsync();
        RabbitServer server = await broker.Server;
        await server.CtlAsync("set_policy", "short", "^rpc\\.tasks\\.default", """{"max-length":3}""", "--apply-to", "queues");
        try
        {
            RpcTasks tasks = await OpenAsync(uri);
            int taken = 0;
            for (int i = 0; i < 20; i++)
            {
                try
                {
                    await tasks.EnqueueAsync(WorkCalls.Add(i, 1)).AsTask().WaitAsync(Patience);
                    taken++;
                }
                catch (RpcException refused)
                {
                    Assert.Equal((RpcStatus.ResourceExhausted, RpcOutcome.NotExecuted), (refused.Status, refused.Outcome));
                }
            }

            Assert.InRange(taken, 1, 19);
            Assert.Equal(taken, (await tasks.ListAsync()).Count);
        }
        finally
        {
            await server.CtlAsync("clear_policy", "short");
        }
    }

    [Fact]
    public async Task A_queue_of_the_same_name_with_other_settings_is_told()
    {
        string uri = await broker.CleanAsync();
        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(uri));
        await raw.Channel.QueueDeclareAsync("rpc.tasks.default.normal", durable: true, exclusive: false, autoDelete: false);
        RpcTasks tasks = await OpenAsync(uri);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => tasks.EnqueueAsync(WorkCalls.Add(1, 1)).AsTask().WaitAsync(Patience));
        Assert.Equal((RpcStatus.FailedPrecondition, RpcOutcome.NotExecuted), (refused.Status, refused.Outcome));
        Assert.Contains("inequivalent", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await tasks.ListAsync());
        await raw.Channel.QueueDeleteAsync("rpc.tasks.default.normal");
    }

    [Fact]
    public async Task A_wrong_address_or_password_is_told_at_once()
    {
        string uri = await broker.CleanAsync();
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => OpenAsync(uri.Replace("guest:guest", "guest:secret", StringComparison.Ordinal)).WaitAsync(Patience));
        Assert.Equal(RpcStatus.Unavailable, refused.Status);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
        RpcException nobody = await Assert.ThrowsAsync<RpcException>(() => OpenAsync($"amqp://127.0.0.1:{FreePort.Tcp()}").WaitAsync(Patience));
        Assert.Contains("cannot be reached", nobody.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync("http://127.0.0.1"));
        await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(uri, options => options.Prefetch = -1));
    }
}
