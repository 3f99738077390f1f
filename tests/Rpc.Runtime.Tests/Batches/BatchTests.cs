using Rpc.Calls;
using Rpc.Protocol;
using Rpc.Stubs;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Calls that travel together.</summary>
public sealed class BatchTests() : RpcTest(TestTransport.Tcp)
{
    private readonly Steps _steps = new();

    private sealed class Later<T> : ArgumentSource<T>;

    [Fact]
    public async Task A_call_that_lacks_a_result_is_neither_made_nor_batched_and_one_that_has_all_is()
    {
        ISteps proxy = Serve<ISteps>(_steps);
        await using RpcBatch batch = Client.CreateBatch(proxy);
        RemoteCall<int> lacking = StepsCalls.Divide(new Later<int>(), 1);
        Assert.Contains("TaskGraph", Assert.Throws<InvalidOperationException>(() => batch.Add(lacking)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => RemoteProxy.InvokeAsync(proxy, lacking).AsTask());
        RemoteCall<int> whole = StepsCalls.Divide(CallArgument.Of(42), 2);
        BatchResult<int> batched = batch.Add(whole);
        await batch.SendAsync().AsTask().Within();
        Assert.Equal((21, 21), (batched.Value, await RemoteProxy.InvokeAsync(proxy, whole).AsTask().Within()));
    }

    [Fact]
    public async Task A_batch_stops_at_the_first_error_and_what_is_behind_it_never_runs()
    {
        ISteps proxy = Serve<ISteps>(_steps);
        await using RpcBatch batch = Client.CreateBatch(proxy);
        BatchResult<int> first = batch.Add(StepsCalls.Divide(42, 1));
        BatchResult<int> second = batch.Add(StepsCalls.Divide(333, 1));
        BatchResult<string?> third = batch.Add(StepsCalls.Text(null));
        BatchResult<int> fourth = batch.Add(StepsCalls.Divide(1, 0));
        BatchResult<int> fifth = batch.Add(StepsCalls.DivideLater(8, 2));
        await batch.SendAsync(BatchMode.StopAtFirstError).AsTask().Within();
        Assert.Equal((42, 333), (first.Value, second.Value));
        Assert.Null(third.Value);
        Assert.Throws<DivideByZeroException>(() => fourth.Value);
        Assert.Equal(RpcOutcome.Completed, fourth.Outcome);
        Assert.Equal(RpcOutcome.NotExecuted, fifth.Outcome);
        RpcException stopped = Assert.Throws<RpcException>(() => fifth.Value);
        Assert.Equal((RpcStatus.Aborted, RpcErrorReason.BatchStopped), (stopped.Status, stopped.Reason));
        Assert.Equal(4, _steps.Runs);
    }

    [Fact]
    public async Task A_batch_that_runs_all_gives_every_outcome_in_order()
    {
        ISteps proxy = Serve<ISteps>(_steps);
        await using RpcBatch batch = Client.CreateBatch(proxy);
        BatchResult<int>[] results = [.. Enumerable.Range(0, 100).Select(i => batch.Add(i % 2 == 0 ? StepsCalls.Divide(i, i % 10) : StepsCalls.DivideLater(i, 1)))];
        await batch.SendAsync(BatchMode.RunAll).AsTask().Within();
        for (int i = 0; i < results.Length; i++)
        {
            if (i % 10 == 0)
            {
                Assert.IsType<DivideByZeroException>(results[i].Error);
            }
            else
            {
                Assert.Equal(i % 2 == 0 ? i / (i % 10) : i, results[i].Value);
            }
        }

        Assert.Equal(Enumerable.Range(0, 100), _steps.Order);
    }

    [Fact]
    public async Task A_reused_batch_holds_only_its_new_calls_and_an_empty_one_sends_nothing()
    {
        ISteps proxy = Serve<ISteps>(_steps);
        await using RpcBatch batch = Client.CreateBatch(proxy);
        await batch.SendAsync().AsTask().Within();
        Assert.Empty(Client.GetConnections());
        BatchResult<int> first = batch.Add(StepsCalls.Divide(4, 2));
        Assert.Throws<InvalidOperationException>(() => first.Value);
        await batch.SendAsync().AsTask().Within();
        Assert.Equal(0, batch.Count);
        BatchResult<int> second = batch.Add(StepsCalls.Divide(9, 3));
        await batch.SendAsync().AsTask().Within();
        Assert.Equal((2, 3), (first.Value, second.Value));
        Assert.Equal(2, _steps.Runs);
    }

    [Fact]
    public async Task One_way_calls_and_calls_that_cannot_be_sent_keep_their_places()
    {
        ISteps proxy = Serve<ISteps>(_steps);
        await using RpcBatch batch = Client.CreateBatch(proxy);
        BatchResult noted = batch.Add(StepsCalls.Note(7));
        BatchResult<string> unsendable = batch.Add(StepsCalls.Need(null!));
        BatchResult<int> behind = batch.Add(StepsCalls.Divide(6, 3));
        await batch.SendAsync(BatchMode.RunAll).AsTask().Within();
        noted.ThrowIfFailed();
        Assert.Equal((RpcStatus.InvalidArgument, RpcOutcome.NotExecuted), (Assert.IsType<RpcException>(unsendable.Error).Status, unsendable.Outcome));
        Assert.Equal(2, behind.Value);
        Assert.Equal([7, 6], _steps.Order);

        // With stop-at-first-error what stands before it runs, and what stands behind it does not.
        noted = batch.Add(StepsCalls.Note(8));
        unsendable = batch.Add(StepsCalls.Need(null!));
        behind = batch.Add(StepsCalls.Divide(10, 5));
        await batch.SendAsync().AsTask().Within();
        noted.ThrowIfFailed();
        Assert.Equal(RpcOutcome.NotExecuted, unsendable.Outcome);
        Assert.Equal(RpcErrorReason.BatchStopped, Assert.IsType<RpcException>(behind.Error).Reason);
        Assert.Equal([7, 6, 8], _steps.Order);
    }

    [Fact]
    public async Task A_batch_of_nothing_that_can_be_sent_tells_it_in_its_results()
    {
        ISteps proxy = Serve<ISteps>(_steps);
        await using RpcBatch batch = Client.CreateBatch(proxy);
        BatchResult<string> unsendable = batch.Add(StepsCalls.Need(null!));
        await batch.SendAsync().AsTask().Within();
        Assert.Equal(RpcStatus.InvalidArgument, Assert.IsType<RpcException>(unsendable.Error).Status);
    }

    [Fact]
    public async Task Too_many_calls_or_too_long_ones_are_refused_with_the_limit_and_none_runs()
    {
        (RpcServer server, _) = await StartServerAsync(options: new RpcServerOptions { Limits = new RpcLimits { MaxOpenRequests = 10, MaxMessageBytes = 8192 }, DrainTimeout = TimeSpan.FromSeconds(1) });
        ISteps proxy = Client.Get<ISteps>(server.Add<ISteps>(_steps), new ProxyOptions { Retry = RetryOptions.None });
        await using RpcBatch batch = Client.CreateBatch(proxy);
        BatchResult<int>[] many = [.. Enumerable.Range(0, 11).Select(_ => batch.Add(StepsCalls.Divide(1, 1)))];
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => batch.SendAsync().AsTask().Within());
        Assert.Contains("MaxOpenRequests", refused.Message, StringComparison.Ordinal);
        Assert.Equal(RpcOutcome.NotExecuted, refused.Outcome);
        Assert.All(many, result => Assert.Same(refused, result.Error));
        batch.Add(StepsCalls.Text(new string('x', 10_000)));
        refused = await Assert.ThrowsAsync<RpcException>(() => batch.SendAsync().AsTask().Within());
        Assert.Contains("MaxMessageBytes", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _steps.Runs);
        BatchResult<int> fine = batch.Add(StepsCalls.Divide(1, 1));
        await batch.SendAsync().AsTask().Within();
        Assert.Equal(1, fine.Value);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_read_runs_nothing_and_costs_nobody_else()
    {
        ISteps proxy = Serve<ISteps>(_steps);
        Assert.Equal(1, proxy.Divide(1, 1));
        CallRoute route = ((ProxyBase)proxy).Target.Route!;
        MethodDescriptor divide = ContractRegistry.Get<ISteps>().Descriptor.Methods.Single(static m => m.Name == "Divide");
        byte[] one = [0, 1, 0, 0, 0, (byte)divide.Index, 0, 0, 8, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0];
        byte[] two = [.. one[..1], 2, .. one[2..], .. one[5..]];
        var random = new Random(42);
        int tried = 0;
        foreach (byte[] good in new[] { one, two })
        {
            for (int length = 0; length < good.Length; length++)
            {
                await RefusedAsync(good[..length]);
            }

            await RefusedAsync([.. good, 0]);
            await RefusedAsync([2, .. good[1..]]);
        }

        Assert.Equal(1, _steps.Runs);
        for (; tried < 2_000; tried++)
        {
            byte[] mutated = [.. two];
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            try
            {
                await RawCall.SendAsync(route, divide, 0, CallHeaderFlags.Batch | (tried % 10 == 0 ? CallHeaderFlags.Json : CallHeaderFlags.None), mutated).Within();
            }
            catch (RpcException)
            {
            }
        }

        Assert.Equal(2, proxy.Divide(4, 2));
        Assert.Single(Server.Connections);
        Counts.Tell($"{tried} batches with a byte changed, seed 42");

        async Task RefusedAsync(byte[] body) =>
            Assert.Equal((RpcStatus.InvalidArgument, RpcOutcome.NotExecuted), await StatusAsync(body));

        async Task<(RpcStatus, RpcOutcome)> StatusAsync(byte[] body)
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => RawCall.SendAsync(route, divide, 0, CallHeaderFlags.Batch, body).Within());
            return (refused.Status, refused.Outcome);
        }
    }

    [Fact]
    public async Task Cancelling_stops_the_call_that_runs_and_those_behind_it()
    {
        ISteps proxy = Serve<ISteps>(_steps);
        await using RpcBatch batch = Client.CreateBatch(proxy);
        using var stop = new CancellationTokenSource();
        BatchResult<int> done = batch.Add(StepsCalls.Divide(4, 2));
        batch.Add(StepsCalls.Stay());
        batch.Add(StepsCalls.Divide(6, 2));
        Task sending = batch.SendAsync(BatchMode.RunAll, stop.Token).AsTask();
        await Patience.UntilAsync(() => _steps.Runs == 2, "the second call runs");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.Within());
        await Patience.UntilAsync(() => _steps.Cancelled == 1, "its handler was cancelled");
        Assert.Equal(RpcOutcome.MaybeExecuted, done.Outcome);
        Assert.Equal(2, proxy.Divide(4, 2));
        Assert.Equal(3, _steps.Runs);
    }

    [Fact]
    public async Task A_handler_in_a_batch_may_block_and_call_back()
    {
        ISteps proxy = Serve<ISteps>(_steps);
        await using RpcBatch batch = Client.CreateBatch(proxy);
        BatchResult<int>[] results = [.. Enumerable.Range(1, 20).Select(i => batch.Add(StepsCalls.ThroughCaller(_steps, i)))];
        await batch.SendAsync().AsTask().Within();
        Assert.Equal(Enumerable.Range(1, 20), results.Select(static r => r.Value));
    }

    [Fact]
    public async Task Calls_of_another_contract_and_objects_that_are_no_proxies_are_refused()
    {
        await using RpcBatch batch = Client.CreateBatch(Serve<ISteps>(_steps));
        Assert.Contains("ISlow", Assert.Throws<ArgumentException>(() => batch.Add(SlowCalls.Quick(1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Client.CreateBatch<ISteps>(_steps));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => batch.SendAsync((BatchMode)7).AsTask());
    }

    [Fact]
    public async Task A_batch_that_a_draining_server_refuses_runs_once_elsewhere()
    {
        ISteps proxy = Serve<ISteps>(_steps);
        for (int i = 0; i < 30; i++)
        {
            proxy.Divide(1, 1);
            await using RpcBatch batch = Client.CreateBatch(proxy);
            BatchResult<int> one = batch.Add(StepsCalls.Divide(i, 1));
            Task draining = Task.Run(() => Array.ForEach([.. Server.Connections], static c => c.Drain()));
            await batch.SendAsync().AsTask().Within();
            Assert.Equal(i, one.Value);
            await draining.Within();
        }

        Assert.Equal(60, _steps.Runs);
    }
}
