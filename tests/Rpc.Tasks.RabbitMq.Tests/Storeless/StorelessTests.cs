using System.Text;
using RabbitMQ.Client;
using Rpc.Tasks.Tests.Conformance;
using Rpc.Tasks.Tests.Processes;
using Rpc.Tasks.Tests.Worker;
using Rpc.Tasks.Worker;
using Rpc.Tests.Shared;
using Waits = Rpc.Tests.Shared.Patience;

namespace Rpc.Tasks.RabbitMq.Tests.Storeless;

/// <summary>Tasks that are messages and nothing else.</summary>
public sealed class StorelessTests(SharedBroker broker) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<IAsyncDisposable> _open = [];
    private readonly Work _work = new();
    private readonly TemporaryFolder _folder = new();
    private string _uri = "";
    private RpcTasks _tasks = null!;

    public async ValueTask InitializeAsync()
    {
        _uri = await broker.CleanAsync();
        _tasks = await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            await _open[i].DisposeAsync().AsTask().WaitAsync(Patience);
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Tasks_run_once_and_nothing_is_left()
    {
        TaskBatch<int> before = await _tasks.EnqueueManyAsync(Enumerable.Range(0, 500).Select(i => WorkCalls.Add(i, 1)));
        await WorkAsync();
        await WorkAsync(await OpenAsync());
        TaskHandle<int> after = await _tasks.EnqueueAsync(WorkCalls.Add(1, 1), new EnqueueOptions { Priority = TaskPriority.High });
        await UntilAsync(() => _work.Runs.Count >= 501, "all run");
        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(_uri));
        await UntilAsync(async () => await raw.Channel.MessageCountAsync("rpc.tasks.default.normal") == 0, "all are acknowledged");
        Assert.Equal(before.Handles.Select(handle => handle.Id).Append(after.Id).Order(), _work.Runs.Select(run => run.Id).Order());
        Assert.All(_work.Runs, run => Assert.Equal(1, run.Attempt));
    }

    [Fact]
    public async Task What_needs_a_store_is_refused_with_what_to_do()
    {
        TaskHandle<int> receipt = await _tasks.EnqueueAsync(WorkCalls.Add(1, 1));
        InvalidOperationException asked = await Assert.ThrowsAsync<InvalidOperationException>(() => receipt.GetResultAsync());
        Assert.Contains("results:", asked.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => receipt.CancelAsync().AsTask());
        EnqueueOptions[] refused =
        [
            new() { Delay = TimeSpan.FromSeconds(1) },
            new() { DueAt = DateTimeOffset.UtcNow.AddSeconds(1) },
            new() { UniqueKey = "a" },
            new() { IdempotencyKey = "a" },
            new() { Retry = RetryPolicy.Exponential(3) },
            new() { Timeout = TimeSpan.FromMinutes(31) },
        ];
        foreach (EnqueueOptions options in refused)
        {
            RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => _tasks.EnqueueAsync(WorkCalls.Add(1, 1), options).AsTask());
            Assert.Equal((RpcStatus.FailedPrecondition, RpcOutcome.NotExecuted), (refusal.Status, refusal.Outcome));
            Assert.Contains("store", refusal.Message, StringComparison.Ordinal);
        }

        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(_uri));
        Assert.Equal(1u, await raw.Channel.MessageCountAsync("rpc.tasks.default.normal"));
    }

    [Fact]
    public async Task A_policy_without_waits_lets_it_try_again_and_what_fails_for_good_is_a_dead_letter()
    {
        await WorkAsync();
        await _tasks.EnqueueAsync(WorkCalls.Flaky("a", 2), new EnqueueOptions { Retry = RetryPolicy.Fixed(2, TimeSpan.Zero) });
        await UntilAsync(() => _work.CallsOf("a") == 3, "it runs three times");
        await _tasks.EnqueueAsync(WorkCalls.Fail("for good"), new EnqueueOptions { Retry = RetryPolicy.Fixed(1, TimeSpan.Zero) });
        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(_uri));
        BasicGetResult dead = await raw.TakeAsync("rpc.tasks.dead", Patience);
        Assert.Contains("for good", Header(dead, "rpc-error"), StringComparison.Ordinal);
        Assert.Equal("rpc.tasks.default.normal", Header(dead, "rpc-queue"));
        Assert.Equal(1, dead.BasicProperties.Headers!["rpc-attempts"]);
        await UntilAsync(async () => await raw.Channel.MessageCountAsync("rpc.tasks.default.normal") == 0, "nothing is left");
        Assert.Equal(3, _work.CallsOf("a"));
    }

    [Fact]
    public async Task What_a_worker_does_not_know_or_cannot_read_is_a_dead_letter()
    {
        await WorkAsync();
        await _tasks.EnqueueAsync(OtherCalls.Greet("Ali"));
        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(_uri));
        Assert.Contains("does not know", Header(await raw.TakeAsync("rpc.tasks.dead", Patience), "rpc-error"), StringComparison.Ordinal);
        await raw.PublishIdAsync(Guid.CreateVersion7(), "x");
        Assert.Equal("Undecodable", Header(await raw.TakeAsync("rpc.tasks.dead", Patience), "rpc-failure"));
        await _tasks.EnqueueAsync(WorkCalls.Add(1, 1));
        await UntilAsync(() => _work.Runs.Count == 1, "others go on");
    }

    [Fact]
    public async Task A_worker_that_is_killed_gives_its_task_to_another()
    {
        ProgramRun first = Opened(await WorkerProcess.StartAsync("rabbitmq:" + _uri));
        await _tasks.EnqueueAsync(JobCalls.Hold(_folder.Path, "held"));
        await UntilAsync(() => File.Exists(_folder.File("held.1")), "it begins");
        Opened(await WorkerProcess.StartAsync("rabbitmq:" + _uri));
        first.Kill();
        await UntilAsync(() => File.Exists(_folder.File("held.2")), "another begins it");
        await File.WriteAllTextAsync(_folder.File("held.go"), "");
        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(_uri));
        await _tasks.EnqueueAsync(JobCalls.Hold(_folder.Path, "held"));
        await UntilAsync(async () => await raw.Channel.MessageCountAsync("rpc.tasks.default.normal") == 0, "nothing waits");
        Assert.False(File.Exists(_folder.File("held.3")));
    }

    [Fact]
    public async Task A_task_that_kills_every_worker_is_a_dead_letter_in_the_end()
    {
        RpcTasks tasks = Opened(await RpcTasks.OpenAsync(builder => builder.UseRabbitMq(_uri, configure: options => options.MaxDeliveries = 3)));
        await _tasks.EnqueueAsync(WorkCalls.Wait("never"));
        for (int i = 0; i < 3; i++)
        {
            // Closing without a drain is what the broker sees of a death.
            RpcTasks dying = await OpenAsync();
            await dying.StartWorkerAsync(worker => worker.Handle<IWork>(_work));
            int before = i;
            await UntilAsync(() => _work.Waiting == before + 1, "it runs");
            await dying.DisposeAsync();
        }

        await WorkAsync(tasks);
        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(_uri));
        Assert.Equal("WorkerLost", Header(await raw.TakeAsync("rpc.tasks.dead", Patience), "rpc-failure"));
    }

    [Fact]
    public async Task A_worker_that_stops_gives_back_what_it_cannot_end_uncharged()
    {
        TaskWorker worker = await WorkAsync();
        await _tasks.EnqueueAsync(WorkCalls.Wait("never"));
        await UntilAsync(() => _work.Waiting == 1, "it runs");
        await worker.DisposeAsync();
        await using RawBroker raw = await RawBroker.ConnectAsync(new Uri(_uri));
        BasicGetResult back = await raw.TakeAsync("rpc.tasks.default.normal", Patience);
        Assert.Equal(0, back.BasicProperties.Headers!["rpc-attempts"]);
    }

    [Fact]
    public async Task A_message_that_the_broker_finds_too_large_is_refused_and_others_beside_it_are_not()
    {
        await using RabbitServer strict = await RabbitServer.StartNewAsync("max_message_size = 300000");
        RpcTasks tasks = Opened(await RpcTasks.OpenAsync(builder => builder.UseRabbitMq(strict.Uri.ToString())));
        Task<TaskHandle<int>>[] small = [.. Enumerable.Range(0, 50).Select(i => tasks.EnqueueAsync(WorkCalls.Add(i, 1)).AsTask())];
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => tasks.EnqueueAsync(WorkCalls.EchoBytes(new byte[400_000])).AsTask().WaitAsync(Patience));
        Assert.Equal(RpcStatus.FailedPrecondition, refused.Status);
        Assert.Contains("size", refused.Message, StringComparison.Ordinal);
        RpcException larger = await Assert.ThrowsAsync<RpcException>(() => tasks.EnqueueAsync(WorkCalls.EchoBytes(new byte[2_000_000])).AsTask().WaitAsync(Patience));
        Assert.Equal((RpcStatus.FailedPrecondition, RpcOutcome.NotExecuted), (larger.Status, larger.Outcome));
        await Task.WhenAll(small).WaitAsync(Patience);
        RpcTasks careful = Opened(await RpcTasks.OpenAsync(builder => builder.UseRabbitMq(strict.Uri.ToString(), configure: options => options.MaxMessageBytes = 100_000)));
        RpcException early = await Assert.ThrowsAsync<RpcException>(() => careful.EnqueueAsync(WorkCalls.EchoBytes(new byte[200_000])).AsTask());
        Assert.Equal((RpcStatus.InvalidArgument, RpcOutcome.NotExecuted), (early.Status, early.Outcome));
    }

    private static string Header(BasicGetResult message, string name) => Encoding.UTF8.GetString((byte[])message.BasicProperties.Headers![name]!);

    private static Task UntilAsync(Func<bool> so, string what) => Waits.UntilAsync(so, what, Patience);

    private static Task UntilAsync(Func<Task<bool>> so, string what) => Waits.UntilAsync(so, what, Patience);

    private T Opened<T>(T one)
        where T : IAsyncDisposable
    {
        _open.Add(one);
        return one;
    }

    private async Task<RpcTasks> OpenAsync() => Opened(await RpcTasks.OpenAsync(tasks => tasks.UseRabbitMq(_uri)));

    private async Task<TaskWorker> WorkAsync(RpcTasks? tasks = null) => Opened(await (tasks ?? _tasks).StartWorkerAsync(worker =>
    {
        worker.Handle<IWork>(_work);
        worker.DrainTimeout = TimeSpan.FromSeconds(1);
        worker.StopTimeout = TimeSpan.FromSeconds(1);
    }));
}
