using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Hub;
using Rpc.Tasks.Worker;
using Rpc.Testing;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Conformance;

/// <summary>What a network between clients and their tasks adds.</summary>
public sealed class HubTests(ITestOutputHelper output) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly HubUnderTest _hub = new();
    private readonly HubCuts _cuts = new();
    private readonly Work _work = new();
    private readonly List<IAsyncDisposable> _open = [];

    public async ValueTask DisposeAsync()
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            await _open[i].DisposeAsync().AsTask().WaitAsync(s_patience);
        }

        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task A_lost_answer_to_a_claim_costs_no_attempt_and_no_lease()
    {
        RpcTasks tasks = await StartThroughProxyAsync();

        // They are there before the worker, so that each answer that is lost has brought some.
        TaskBatch<int> all = await tasks.EnqueueManyAsync(Enumerable.Range(0, 40).Select(i => WorkCalls.Add(i, 1)));
        (_cuts.Method, _cuts.Left) = ("ClaimAsync", 3);
        TaskWorker worker = await WorkAsync(tasks, lease: TimeSpan.FromMinutes(10));
        Guid id = worker.Id;
        Assert.Equal(Enumerable.Range(1, 40), await all.GetResultsAsync().WaitAsync(s_patience));
        Assert.True(_cuts.Left < 0, "Three answers were lost.");
        Assert.Equal((id, 0), (worker.Id, worker.Stale));
        Assert.Equal(40, _work.Runs.Count);
        Assert.All(_work.Runs, run => Assert.Equal(1, run.Attempt));
        foreach (TaskHandle<int> handle in all.Handles)
        {
            RpcTaskInfo info = (await handle.InfoAsync())!;
            Assert.Equal((RpcTaskState.Succeeded, 1, 0), (info.State, info.Attempt, info.WorkerDeaths));
        }
    }

    [Fact]
    public async Task What_a_lost_answer_brought_is_brought_again_by_the_next_claim()
    {
        RpcTasks tasks = await StartThroughProxyAsync();
        await tasks.EnqueueManyAsync(Enumerable.Range(0, 6).Select(i => WorkCalls.Add(i, 1)));
        ITaskBackend backend = tasks.Backend;
        var worker = Guid.CreateVersion7();
        await backend.JoinAsync(new WorkerJoin(worker, "raw", ["default"], ["Rpc.Tasks.Tests.Conformance.IWork.AddAsync(int,int)"], 8, TimeSpan.FromMinutes(10)));
        ClaimedTask kept = Assert.Single((await backend.ClaimAsync(new ClaimRequest(worker, [new QueueShare("default", 1)], 1, IsIdle: true))).Tasks);
        var request = new ClaimRequest(worker, [new QueueShare("default", 8)], 8, IsIdle: false);
        (_cuts.Method, _cuts.Left) = ("ClaimAsync", 1);
        await Assert.ThrowsAsync<RpcException>(() => backend.ClaimAsync(request).AsTask());
        IReadOnlyList<ClaimedTask> again = (await backend.ClaimAsync(request)).Tasks;
        Assert.Equal(5, again.Count);
        Assert.All(again, task => Assert.Equal((1, 2L), (task.Attempt, task.Token)));
        Assert.DoesNotContain(again, task => task.Id == kept.Id);
        Assert.Empty((await backend.ClaimAsync(request)).Tasks);
        Assert.True((await backend.SettleAsync([new TaskSettlement(kept.Id, kept.Token, TaskSettlementKind.Released)]))[0], "What it holds stays its own.");
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(300, null)]
    [InlineData(1, "once")]
    public async Task A_lost_answer_to_an_enqueue_makes_no_second_task(int count, string? key)
    {
        RpcTasks tasks = await StartThroughProxyAsync();
        (_cuts.Method, _cuts.Left) = ("EnqueueAsync", 1);
        TaskBatch<int> all = await tasks.EnqueueManyAsync(Enumerable.Range(0, count).Select(i => WorkCalls.Add(i, 1)), new EnqueueOptions { IdempotencyKey = key });
        Assert.Equal(2, _cuts.CallsOf("EnqueueAsync"));
        Assert.All(all.Handles, handle => Assert.True(handle.IsNew));
        Assert.Equal(count, (await tasks.OverviewAsync()).Counts.Sum(static one => one.Count));
        await WorkAsync(tasks);
        await all.GetResultsAsync().WaitAsync(s_patience);
        Assert.Equal(count, _work.Runs.Count);
    }

    [Fact]
    public async Task A_lost_answer_to_a_settlement_changes_nothing()
    {
        RpcTasks tasks = await StartThroughProxyAsync();
        TaskWorker worker = await WorkAsync(tasks);
        (_cuts.Method, _cuts.Left) = ("SettleAsync", 1);
        Assert.Equal(5, await (await tasks.EnqueueAsync(WorkCalls.Add(2, 3))).GetResultAsync().WaitAsync(s_patience));
        await Patience.UntilAsync(() => worker.Ended == 1, "the worker knows", s_patience);
        Assert.Equal(0, worker.Stale);
    }

    [Fact]
    public async Task A_claim_that_comes_after_a_later_one_does_nothing()
    {
        await _hub.StartAsync();
        RpcTasks tasks = await OpenAsync();
        await tasks.EnqueueManyAsync(Enumerable.Range(0, 4).Select(i => WorkCalls.Add(i, 1)));
        await using var client = new RpcClient();
        ITaskHub hub = client.Get<ITaskHub>(_hub.Uri);
        var worker = Guid.CreateVersion7();
        await hub.JoinAsync(new WorkerJoin(worker, "raw", ["default"], ["Rpc.Tasks.Tests.Conformance.IWork.AddAsync(int,int)"], 1, TimeSpan.FromMinutes(1)));
        var request = new ClaimRequest(worker, [new QueueShare("default", 1)], 1, IsIdle: true);
        ClaimedTask first = Assert.Single((await hub.ClaimAsync(new HubClaim(request, 1, TimeSpan.FromMinutes(1), null))).Tasks);
        Assert.Single((await hub.ClaimAsync(new HubClaim(request, 3, TimeSpan.FromMinutes(1), null))).Tasks);
        Assert.Empty((await hub.ClaimAsync(new HubClaim(request, 2, TimeSpan.FromMinutes(1), null))).Tasks);

        // What the worker does not tell of is given back, and what it tells of stays.
        Assert.Single((await hub.ClaimAsync(new HubClaim(request, 4, TimeSpan.FromMinutes(1), [new HeldTask(first.Id, first.Token)]))).Tasks);
        IReadOnlyList<RpcTaskInfo> running = await tasks.ListAsync(new() { States = [RpcTaskState.Running] });
        Assert.Equal(2, running.Count);
        Assert.Contains(running, info => info.Id == first.Id);
        Assert.All(await tasks.ListAsync(), info => Assert.InRange(info.Attempt, 0, 1));
    }

    [Fact]
    public async Task What_is_too_much_for_one_message_comes_in_several()
    {
        await _hub.StartAsync();
        RpcTasks tasks = await OpenAsync();
        TaskBatch<byte[]>[] all = [.. await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => tasks.EnqueueManyAsync([WorkCalls.EchoBytes(new byte[10 << 20])]).AsTask()))];
        await WorkAsync(tasks, concurrency: 9);
        foreach (TaskBatch<byte[]> one in all)
        {
            Assert.Equal(10 << 20, (await one.GetResultsAsync().WaitAsync(s_patience))[0].Length);
        }

        // A client that knows nothing of them yet asks for all at once.
        IReadOnlyList<TaskOutcome> outcomes = await (await OpenAsync()).Backend.OutcomesAsync([.. all.Select(one => one.Handles[0].Id)], alsoUnknown: true);
        Assert.Equal(9, outcomes.Count(outcome => outcome.Result?.Length > 10 << 20));
    }

    [Fact]
    public async Task A_thousand_that_wait_cost_one_connection_and_no_polling()
    {
        await _hub.StartAsync(options => options.Interceptors.Add(_cuts));
        RpcTasks tasks = await OpenAsync();
        TaskBatch<int> all = await tasks.EnqueueManyAsync(Enumerable.Range(0, 1000).Select(i => WorkCalls.Add(i, 1)));
        long[] told = new long[1000];
        Task[] waits = [.. all.Handles.Select(async (handle, i) =>
        {
            await handle.GetResultAsync();
            told[i] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        })];

        // Until the stream lives it asks.
        await Task.Delay(TimeSpan.FromSeconds(2));
        int asked = _cuts.CallsOf("OutcomesAsync");
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Equal(asked, _cuts.CallsOf("OutcomesAsync"));
        RpcConnectionInfo connection = Assert.Single(((HubBackend)tasks.Backend).Connections);
        long began = Stopwatch.GetTimestamp();
        await WorkAsync(await OpenAsync(), concurrency: 64);
        await Task.WhenAll(waits).WaitAsync(s_patience);
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        Assert.Equal(asked, _cuts.CallsOf("OutcomesAsync"));
        long[] late = [.. (await Task.WhenAll(all.Handles.Select(async (handle, i) => told[i] - (await handle.InfoAsync())!.EndedAt!.Value.ToUnixTimeMilliseconds()))).Order()];
        output.WriteLine($"{connection}: told after {late[500]} ms in the middle, {late[990]} ms of 99 %, {late[^1]} ms at most; looked up {asked} times before; all were done {took.TotalMilliseconds:F0} ms after a worker came.");
        Assert.InRange(late[^1], -50, 10_000);
    }

    [Fact]
    public async Task Streams_that_break_again_and_again_lose_no_end()
    {
        RpcTasks tasks = await StartThroughProxyAsync();
        await WorkAsync(await OpenAsync(), concurrency: 8);
        using var stop = new CancellationTokenSource();
        Task cutting = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(100);
                _cuts.Proxy!.Faults.Cut();
            }
        });

        // The client is behind the proxy and the worker is not: what is lost is what the hub tells.
        var sums = new List<Task<int>>();
        for (int i = 0; i < 300; i++)
        {
            try
            {
                sums.Add((await tasks.EnqueueAsync(WorkCalls.Add(i, 1))).GetResultAsync());
            }
            catch (RpcException)
            {
                // Cut too often: it may have been enqueued, and is not waited for.
            }

            await Task.Delay(10);
        }

        await stop.CancelAsync();
        await cutting;
        await Task.WhenAll(sums).WaitAsync(s_patience);
        Assert.InRange(sums.Count, 100, 300);
        output.WriteLine($"{sums.Count} ends were told over {_cuts.CallsOf("WatchAsync")} streams.");
        Assert.InRange(_cuts.CallsOf("WatchAsync"), 5, int.MaxValue);
    }

    [Fact]
    public async Task A_connection_that_is_half_open_is_noticed_and_tasks_flow_again_when_it_is_not()
    {
        RpcTasks tasks = await StartThroughProxyAsync();
        TaskWorker worker = await WorkAsync(tasks);
        Assert.Equal(2, await (await tasks.EnqueueAsync(WorkCalls.Add(1, 1))).GetResultAsync().WaitAsync(s_patience));
        RpcTasks near = await OpenAsync();
        _cuts.Proxy!.Faults.InBothDirections(static direction => direction.BlackHole = true);
        TaskHandle<int> meanwhile = await near.EnqueueAsync(WorkCalls.Add(2, 2));
        long began = Stopwatch.GetTimestamp();
        await Patience.UntilAsync(() => !worker.Health.IsHealthy, "it is not healthy", s_patience);
        TimeSpan unhealthy = Stopwatch.GetElapsedTime(began);
        await Task.Delay(TimeSpan.FromSeconds(12));
        Assert.Equal(RpcTaskState.Ready, await meanwhile.StatusAsync());
        _cuts.Proxy.Faults.InBothDirections(static direction => direction.BlackHole = false);
        began = Stopwatch.GetTimestamp();
        Assert.Equal(4, await meanwhile.GetResultAsync().WaitAsync(s_patience));
        TimeSpan flowing = Stopwatch.GetElapsedTime(began);
        await Patience.UntilAsync(() => worker.Health.IsHealthy, "it is healthy", s_patience);
        output.WriteLine($"Unhealthy after {unhealthy.TotalSeconds:F1} s, flowing after {flowing.TotalSeconds:F1} s.");
        Assert.InRange(unhealthy, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.InRange(flowing, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_hub_that_is_started_again_goes_on_where_it_was()
    {
        await _hub.StartAsync();
        RpcTasks tasks = await OpenAsync();
        TaskWorker worker = await WorkAsync(tasks, lease: TimeSpan.FromMinutes(1));
        Task<int> waits = (await tasks.EnqueueAsync(WorkCalls.Wait("gate"))).GetResultAsync();
        TaskHandle<int> later = await tasks.EnqueueAsync(WorkCalls.Add(1, 1), new EnqueueOptions { Delay = TimeSpan.FromSeconds(2) });
        await Patience.UntilAsync(() => _work.Waiting == 1, "it runs", s_patience);
        await _hub.StopAsync();
        RpcException away = await Assert.ThrowsAsync<RpcException>(() => tasks.EnqueueAsync(WorkCalls.Add(1, 1)).AsTask());
        Assert.Equal(RpcStatus.Unavailable, away.Status);
        await Patience.UntilAsync(() => tasks.Backend.Problem is not null, "it says what is wrong", s_patience);
        _work.Open("gate");
        await _hub.StartAsync();
        Assert.Equal(1, await waits.WaitAsync(s_patience));
        Assert.Equal(2, await later.GetResultAsync().WaitAsync(s_patience));
        Assert.Equal(3, await (await tasks.EnqueueAsync(WorkCalls.Add(1, 2))).GetResultAsync().WaitAsync(s_patience));
        await Patience.UntilAsync(() => tasks.Backend.Problem is null, "nothing is wrong any more", s_patience);
        Assert.Equal(0, worker.Stale);
    }

    [Fact]
    public async Task What_becomes_due_while_no_worker_lives_is_seen_by_the_hub_itself()
    {
        await _hub.StartAsync();
        RpcTasks tasks = await OpenAsync();
        TaskHandle<int> later = await tasks.EnqueueAsync(WorkCalls.Add(1, 1), new EnqueueOptions { Delay = TimeSpan.FromSeconds(1) });
        TaskHandle<int> late = await tasks.EnqueueAsync(WorkCalls.Add(1, 1), new EnqueueOptions { ExpiresAfter = TimeSpan.FromSeconds(1) });
        Assert.Equal(RpcTaskFailure.Expired, (await Assert.ThrowsAsync<RpcTaskException>(() => late.GetResultAsync().WaitAsync(s_patience))).Failure);
        await Patience.UntilAsync(async () => await later.StatusAsync() == RpcTaskState.Ready, "it is ready", s_patience);
    }

    [Fact]
    public async Task A_transaction_of_the_caller_is_refused_before_anything_is_sent()
    {
        await using RpcTasks tasks = await RpcTasks.OpenAsync(static builder => builder.UseHub("rpc://127.0.0.1:1"));
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync();
        NotSupportedException refused = await Assert.ThrowsAsync<NotSupportedException>(() => tasks.EnqueueAsync(WorkCalls.Add(1, 1), new EnqueueOptions { Transaction = transaction }).AsTask());
        Assert.Contains("after the commit", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_may_ask_for_a_role()
    {
        await _hub.StartAsync(
            static options => options.RequireToken("secret", "ali", "worker").RequireToken("other", "bea"),
            new TaskHubOptions { Object = new ObjectOptions { RequireRoles = ["worker"] } });
        RpcTasks tasks = await OpenAsync(static client => client.Token = "secret");
        await tasks.EnqueueAsync(WorkCalls.Add(1, 1));
        RpcException denied = await Assert.ThrowsAsync<RpcException>(async () => await (await OpenAsync(static client => client.Token = "other")).EnqueueAsync(WorkCalls.Add(1, 1)));
        Assert.Equal(RpcStatus.PermissionDenied, denied.Status);
    }

    [Fact]
    public async Task Two_hubs_on_one_server_need_two_ids()
    {
        await using var server = new RpcServer();
        await server.ListenAsync("rpc+mem://no-results");
        await using RpcTasks memory = await RpcTasks.OpenAsync(static builder => builder.UseInMemory());
        await using TaskHub hub = server.AddTaskHub(memory.Backend);
        Assert.Equal("rpc+mem://no-results/tasks", hub.Uri.ToString());
        RpcException taken = Assert.Throws<RpcException>(() => server.AddTaskHub(memory.Backend));
        Assert.Equal(RpcStatus.AlreadyExists, taken.Status);
    }

    private async Task<RpcTasks> StartThroughProxyAsync()
    {
        await _hub.StartAsync(options => options.Interceptors.Add(_cuts));
        _cuts.Proxy = FaultyProxy.Start(_hub.Uri);
        _open.Add(_cuts.Proxy);
        return await OpenAsync(uri: _cuts.Proxy.Through(_hub.Uri));
    }

    private async Task<RpcTasks> OpenAsync(Action<RpcClientOptions>? configure = null, RemoteUri? uri = null)
    {
        RpcTasks tasks = await RpcTasks.OpenAsync(builder => builder.UseHub((uri ?? _hub.Uri).ToString(), configure));
        _open.Add(tasks);
        return tasks;
    }

    private async Task<TaskWorker> WorkAsync(RpcTasks tasks, TimeSpan? lease = null, int concurrency = 4)
    {
        TaskWorker worker = await tasks.StartWorkerAsync(options =>
        {
            options.Handle<IWork>(_work);
            options.Concurrency = concurrency;
            options.Lease = lease ?? TimeSpan.FromSeconds(5);
            options.Heartbeat = TimeSpan.FromSeconds(1);
            options.DrainTimeout = TimeSpan.FromSeconds(2);
            options.StopTimeout = TimeSpan.FromSeconds(1);
        });
        _open.Add(worker);
        return worker;
    }
}
