using Rpc.Connections;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Reports of progress: one at a time, in order, all of them before the call returns.</summary>
public abstract class ProgressSuite(TestTransport transport) : RpcTest(transport)
{
    /// <summary>The event of a connection's end.</summary>
    private const int ConnectionEnded = 1007;

    private readonly Flows _target = new();

    [Fact]
    public async Task Every_report_is_heard_in_order_before_the_call_returns()
    {
        IFlows proxy = Serve<IFlows>(_target);
        for (int i = 0; i < 20; i++)
        {
            var heard = new Heard<int>();
            Assert.Equal(300, await proxy.WorkAsync(300, heard).Within());
            Assert.Equal(Enumerable.Range(0, 300), heard.Reports);

            heard = new Heard<int>();
            Assert.Equal(300, await Patience.Block(() => proxy.Work(300, heard)));
            Assert.Equal(Enumerable.Range(0, 300), heard.Reports);
        }

        Assert.Equal(5, proxy.Work(5));
        Assert.Equal(0, Server.Connections.Sum(static c => c.PendingCalls));
    }

    [Fact]
    public async Task A_call_that_was_kept_as_a_value_runs_though_nobody_hears_its_reports()
    {
        IFlows proxy = Serve<IFlows>(_target);
        Assert.Equal(300, await RemoteProxy.InvokeAsync(proxy, FlowsCalls.WorkAsync(300)).AsTask().Within());
        Assert.Equal(5, await RemoteProxy.InvokeAsync(proxy, FlowsCalls.Work(5)).AsTask().Within());
        await RemoteProxy.InvokeAsync(proxy, FlowsCalls.Tell(200, 10_000)).AsTask().Within();
        await RemoteProxy.InvokeAsync(proxy, FlowsCalls.Tell(3, 300_000)).AsTask().Within();
        Assert.Equal(300, await RemoteProxy.InvokeAsync(proxy, FlowsCalls.WorkAsync(CallArgument.Of(300))).AsTask().Within());

        // Nobody waits for the last reports, which are still acknowledged.
        await Patience.UntilAsync(() => Server.Connections.Sum(static c => c.PendingCalls) == 0, "the reports are acknowledged");
    }

    [Fact]
    public async Task A_batch_refuses_a_call_that_reports_when_it_is_added()
    {
        await using RpcBatch batch = Client.CreateBatch(Serve<IFlows>(_target));
        ArgumentException refused = Assert.Throws<ArgumentException>(() => batch.Add(FlowsCalls.WorkAsync(3)));
        Assert.Contains("call it by itself", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, batch.Count);
    }

    [Fact]
    public async Task A_slow_listener_holds_the_worker_back_and_misses_nothing()
    {
        var heard = new Heard<byte[]> { OnReport = static () => Thread.Sleep(1) };
        await Serve<IFlows>(_target).TellAsync(300, 10_000, heard).Within();
        Assert.Equal(Enumerable.Range(0, 300).Select(static i => (byte)i), heard.Reports.Select(static report => report[0]));
    }

    [Fact]
    public async Task Reports_longer_than_a_chunk_come_before_the_call_returns()
    {
        var heard = new Heard<byte[]>();
        await Serve<IFlows>(_target).TellAsync(10, 300_000, heard).Within();
        Assert.Equal(Enumerable.Range(0, 10).Select(static i => (byte)i), heard.Reports.Select(static report => report[0]));
    }

    [Fact]
    public async Task A_worker_that_is_cancelled_while_its_long_report_is_not_told_spoils_no_later_message()
    {
        IFlows proxy = Serve<IFlows>(_target);
        for (int i = 0; i < 20; i++)
        {
            using var stop = new CancellationTokenSource();
            using var hears = new ManualResetEventSlim();
            var heard = new Heard<byte[]> { OnReport = () => { stop.Cancel(); hears.Wait(Patience.Limit); } };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => proxy.TellAsync(1, 100_000, heard, stop.Token)).Within();
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async size => Assert.Equal(size * 1_000, await proxy.LengthAsync(new PatternStream(size * 1_000))))).Within();
            hears.Set();
        }
    }

    [Fact]
    public async Task A_listener_that_throws_costs_the_worker_nothing()
    {
        var heard = new Heard<int> { OnReport = static () => throw new InvalidOperationException("not interested") };
        IFlows proxy = Serve<IFlows>(_target);
        Assert.Equal(100, await proxy.WorkAsync(100, heard).Within());
        Assert.Equal(100, heard.Reports.Count);
        Assert.Equal(7, proxy.Quick(7));
    }

    [Fact]
    public async Task A_listener_may_call_and_cancel()
    {
        IFlows proxy = Serve<IFlows>(_target);
        using var stop = new CancellationTokenSource();
        var heard = new Heard<int>();
        heard.OnReport = () =>
        {
            Assert.Equal(heard.Reports.Count, proxy.Quick(heard.Reports.Count));
            if (heard.Reports.Count == 10)
            {
                stop.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => proxy.WorkAsync(int.MaxValue, heard, stop.Token)).Within();
        Assert.InRange(heard.Reports.Count, 10, int.MaxValue);
        await Patience.UntilAsync(() => Server.Connections.All(static c => c is { PendingCalls: 0, RunningHandlers: 0 }), "the worker has stopped");
    }

    [Fact]
    public async Task Many_workers_report_to_listeners_of_their_own()
    {
        IFlows proxy = Serve<IFlows>(_target);
        await Task.WhenAll(Enumerable.Range(1, 100).Select(async i =>
        {
            var heard = new Heard<int>();
            await proxy.WorkAsync(i, heard);
            Assert.Equal(Enumerable.Range(0, i), heard.Reports);
        })).Within();
    }

    [Fact]
    public async Task A_connection_that_ends_tells_no_caller_that_a_worker_was_done_whose_reports_went_nowhere()
    {
        using var log = new LogBook();
        var ends = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var end = new ManualResetEventSlim();
        log.OnLine = line =>
        {
            if (line.Id == ConnectionEnded)
            {
                // Here the connection has begun to end, and its socket is still open.
                ends.SetResult();
                end.Wait(Patience.Limit);
            }
        };
        (RpcServer server, _) = await StartServerAsync(options: new RpcServerOptions { LoggerFactory = log, DrainTimeout = TimeSpan.FromSeconds(2) });
        _target.BeforeStep = step => step == 1 ? ends.Task : Task.CompletedTask;
        var heard = new Heard<int>();
        Task<int> call = NewClient().Get<IFlows>(server.Add<IFlows>(_target)).WorkAsync(50, heard);
        await Patience.UntilAsync(() => heard.Reports.Count == 1, "the worker has begun");
        RpcConnection connection = Assert.Single(server.Connections);
        Task ending = Patience.Block(() => connection.End("a test ends it"));
        await Patience.UntilAsync(() => _target.Worked == 50, "the worker is done");

        // Time for an answer that must not come.
        await Task.WhenAny(call, Task.Delay(200));
        end.Set();
        await ending.Within();
        RpcException lost = await Assert.ThrowsAsync<RpcException>(() => call).Within();
        Assert.Equal((RpcErrorReason.ConnectionLost, RpcOutcome.MaybeExecuted), (lost.Reason, lost.Outcome));
    }

    private sealed class Heard<T> : IProgress<T>
    {
        private int _inside;

        public List<T> Reports { get; } = [];

        public Action? OnReport { get; set; }

        public void Report(T value)
        {
            Assert.Equal(1, Interlocked.Increment(ref _inside));
            try
            {
                Reports.Add(value);
                OnReport?.Invoke();
            }
            finally
            {
                Interlocked.Decrement(ref _inside);
            }
        }
    }
}
