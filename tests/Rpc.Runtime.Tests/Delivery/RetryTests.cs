using System.Diagnostics;
using Rpc.Testing;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Calls that are made again, and calls that must not be.</summary>
public sealed class RetryTests() : RpcTest(TestTransport.Tcp)
{
    private readonly Delivery _delivery = new();
    private readonly LogBook _log = new();

    /// <summary>How a call is made: sync, awaited on a known way, awaited on the way that has to be found.</summary>
    public enum Way
    {
        Sync,
        Awaited,
        First,
    }

    protected override RpcClientOptions ClientOptions => new() { LoggerFactory = _log };

    [Theory]
    [InlineData(Way.Sync, true)]
    [InlineData(Way.Sync, false)]
    [InlineData(Way.Awaited, true)]
    [InlineData(Way.Awaited, false)]
    [InlineData(Way.First, true)]
    [InlineData(Way.First, false)]
    public async Task A_lost_answer_is_asked_for_again_where_the_method_is_idempotent_only(Way way, bool idempotent)
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        if (way != Way.First)
        {
            proxy.Ask("known");
        }

        _delivery.During = (key, run) => run == 1 ? CutAsync() : Task.CompletedTask;
        if (idempotent)
        {
            Assert.Equal("k", await Call(way, proxy.Ask, proxy.AskAsync));
            Assert.Equal(2, _delivery.RunsOf("k"));
            Assert.Single(_log.Of(1070));
        }
        else
        {
            RpcException failure = await Assert.ThrowsAsync<RpcException>(() => Call(way, proxy.Run, proxy.RunAsync));
            Assert.Equal((RpcStatus.Unavailable, RpcErrorReason.ConnectionLost, RpcOutcome.MaybeExecuted), (failure.Status, failure.Reason, failure.Outcome));
            Assert.Equal(1, _delivery.RunsOf("k"));
            Assert.Empty(_log.Of(1070));
        }
    }

    [Theory]
    [InlineData(Way.Sync)]
    [InlineData(Way.Awaited)]
    [InlineData(Way.First)]
    public async Task A_call_that_a_draining_server_refuses_runs_once_over_another_connection(Way way)
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        proxy.Ask("known");
        const int rounds = 100;
        for (int i = 0; i < rounds; i++)
        {
            IDelivery caller = way == Way.First ? RemoteProxy.With(proxy, new ProxyOptions { Timeout = TimeSpan.FromSeconds(20) }) : proxy;
            Task draining = Task.Run(() => Array.ForEach([.. Server.Connections], static c => c.Drain()));
            Assert.Equal($"{i}", await Call(way, caller.Run, caller.RunAsync, $"{i}"));
            await draining.Within();
        }

        Assert.All(Enumerable.Range(0, rounds), i => Assert.Equal(1, _delivery.RunsOf($"{i}")));
        Counts.Tell($"{rounds} drains beside calls ({way}), {_log.Of(1070).Length} calls refused and made again");
    }

    [Fact]
    public async Task Attempts_end_with_the_last_failure_and_their_number_and_tell_that_an_earlier_one_may_have_run()
    {
        (RpcServer server, _) = await StartServerAsync();
        IDelivery proxy = Client.Get<IDelivery>(server.Add<IDelivery>(_delivery));
        proxy.Ask("known");
        Task? stopping = null;
        _delivery.During = async (_, _) =>
        {
            // The listener goes first, so that the second attempt finds nobody.
            using var now = new CancellationTokenSource(0);
            stopping = server.StopAsync(now.Token).AsTask();
            await stopping;
        };
        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => proxy.AskAsync("k").Within());
        Assert.Equal((RpcStatus.Unavailable, RpcErrorReason.ConnectionLost, RpcOutcome.MaybeExecuted), (failure.Status, failure.Reason, failure.Outcome));
        Assert.Contains("4 attempts were made", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, _log.Of(1070).Length);
        Assert.Single(_log.Of(1071));
        Assert.Equal(1, _delivery.RunsOf("k"));
        await stopping!.Within();
    }

    [Fact]
    public void What_a_handler_throws_is_never_tried_again_whatever_it_looks_like()
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        RpcException failure = Assert.Throws<RpcException>(() => proxy.Fail());
        Assert.Equal(RpcOutcome.Completed, failure.Outcome);
        Assert.Equal(1, _delivery.RunsOf("fail"));
    }

    [Fact]
    public async Task A_refusal_over_a_limit_is_tried_again_until_there_is_room()
    {
        (RpcServer server, _) = await StartServerAsync(options: new RpcServerOptions { Limits = new RpcLimits { MaxRunningHandlers = 1 }, DrainTimeout = TimeSpan.FromSeconds(1) });
        var go = new TaskCompletionSource();
        _delivery.During = (key, _) => key == "first" ? go.Task : Task.CompletedTask;
        IDelivery proxy = Client.Get<IDelivery>(server.Add<IDelivery>(_delivery), new ProxyOptions { Retry = new RetryOptions { MaxAttempts = 1000, FirstDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(20) } });
        Task<string> first = proxy.RunAsync("first");
        await Patience.UntilAsync(() => _delivery.RunsOf("first") == 1, "the first handler runs");
        Task<string>[] others = [proxy.RunAsync("second"), Patience.Block(() => proxy.Run("third"))];
        await Patience.UntilAsync(() => _log.Of(1070).Length >= 2, "the others are refused and tried again");
        go.SetResult();
        Assert.Equal("first", await first.Within());
        Assert.Equal(["second", "third"], await Task.WhenAll(others).Within());
        Assert.Equal((1, 1), (_delivery.RunsOf("second"), _delivery.RunsOf("third")));
        await Assert.ThrowsAsync<RpcException>(() => RemoteProxy.With(proxy, new ProxyOptions { Retry = RetryOptions.None }).RunAsync(new string('x', 70_000_000)).Within());
    }

    [Fact]
    public async Task Arguments_that_are_too_long_are_told_at_once()
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => proxy.AskAsync(new string('x', 70_000_000)).Within());
        Assert.Equal(RpcErrorReason.OverLimit, failure.Reason);
        Assert.Empty(_log.Of(1070));
    }

    [Fact]
    public async Task A_pause_never_reaches_beyond_the_deadline()
    {
        (RpcServer gone, _) = await StartServerAsync();
        RemoteUri uri = gone.Add<IDelivery>(_delivery);
        await gone.DisposeAsync();
        var slow = new RetryOptions { MaxAttempts = 10, FirstDelay = TimeSpan.FromDays(1), MaxDelay = TimeSpan.FromDays(1) };
        IDelivery proxy = Client.Get<IDelivery>(uri, new ProxyOptions { Timeout = TimeSpan.FromSeconds(10), Retry = slow });
        long start = Stopwatch.GetTimestamp();
        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => proxy.AskAsync("k").Within());
        Assert.Equal(RpcErrorReason.ConnectionLost, failure.Reason);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(9), "The failure was told at the deadline and not at once.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pauses_follow_the_clients_clock_and_end_at_once_when_the_caller_cancels(bool sync)
    {
        var time = new ManualTime();
        RpcClient client = NewClient(new RpcClientOptions { TimeProvider = time, LoggerFactory = _log });
        (RpcServer gone, _) = await StartServerAsync();
        RemoteUri uri = gone.Add<IDelivery>(_delivery);
        await gone.DisposeAsync();
        IDelivery proxy = client.Get<IDelivery>(uri);
        using var stop = new CancellationTokenSource();
        Task call = sync ? Patience.Block(() => proxy.Ask("k")) : proxy.AskAsync("k", stop.Token);
        await Patience.UntilAsync(() => _log.Of(1070).Length == 1, "the call waits for its second attempt");
        await Task.Delay(100);
        Assert.Single(_log.Of(1070));
        if (sync)
        {
            for (int i = 0; i < 500 && !call.IsCompleted; i++)
            {
                await time.RunAsync(TimeSpan.FromMilliseconds(500));
            }

            await Assert.ThrowsAsync<RpcException>(() => call.Within());
            Assert.Equal(3, _log.Of(1070).Length);
        }
        else
        {
            await stop.CancelAsync();
            OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Within());
            Assert.Equal(stop.Token, cancelled.CancellationToken);
        }
    }

    [Fact]
    public async Task Streams_and_bodies_begin_anew_where_nothing_of_them_ran()
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        int taken = 0;
        async IAsyncEnumerable<int> Numbers()
        {
            for (int i = 1; i <= 4; i++)
            {
                taken++;
                await Task.Yield();
                yield return i;
            }
        }

        for (int i = 0; i < 30; i++)
        {
            proxy.Ask("known");
            Task draining = Task.Run(() => Array.ForEach([.. Server.Connections], static c => c.Drain()));
            Assert.Equal([0, 1, 2], await proxy.Items($"i{i}", 3).ToListAsync());
            await draining.Within();
            draining = Task.Run(() => Array.ForEach([.. Server.Connections], static c => c.Drain()));
            Assert.Equal(10, await proxy.SumAsync($"s{i}", Numbers()).Within());
            await draining.Within();
            draining = Task.Run(() => Array.ForEach([.. Server.Connections], static c => c.Drain()));
            await using Stream body = await proxy.LoadAsync($"l{i}").Within();
            using var reader = new StreamReader(body);
            Assert.Equal($"l{i}", await reader.ReadToEndAsync().Within());
            await draining.Within();
        }

        Assert.Equal(30 * 4, taken);
        Assert.All(_delivery.Runs.Where(static run => run.Key != "known"), static run => Assert.Equal(1, run.Value));
    }

    [Fact]
    public async Task A_stream_that_has_begun_fails_and_is_not_repeated()
    {
        IDelivery proxy = Serve<IDelivery>(_delivery);
        _delivery.During = (_, _) => CutAsync();
        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => proxy.Items("k", 3).ToListAsync());
        Assert.Equal(RpcOutcome.MaybeExecuted, failure.Outcome);
        Assert.Equal(1, _delivery.RunsOf("k"));
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_by_name()
    {
        Assert.Contains("MaxAttempts", Assert.Throws<ArgumentOutOfRangeException>(static () => new RetryOptions { MaxAttempts = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("FirstDelay", Assert.Throws<ArgumentOutOfRangeException>(static () => new RetryOptions { FirstDelay = TimeSpan.Zero }).Message, StringComparison.Ordinal);
        Assert.Contains("MaxDelay", Assert.Throws<ArgumentOutOfRangeException>(static () => new ReconnectOptions { MaxDelay = TimeSpan.FromSeconds(-1) }).Message, StringComparison.Ordinal);
        Assert.Contains("MaxAttempts", Assert.Throws<ArgumentOutOfRangeException>(static () => new HedgeOptions { MaxAttempts = 1 }).Message, StringComparison.Ordinal);
        Assert.Contains("RetryOptions.None", Assert.Throws<ArgumentNullException>(static () => new ProxyOptions { Retry = null! }).Message, StringComparison.Ordinal);
    }

    private static async Task<string> Call(Way way, Func<string, string> sync, Func<string, CancellationToken, Task<string>> awaited, string key = "k") =>
        way == Way.Sync ? await Patience.Block(() => sync(key)) : await awaited(key, CancellationToken.None).Within();

    /// <summary>Ends every connection while a handler runs, so that its answer is lost.</summary>
    private Task CutAsync()
    {
        foreach (Rpc.Connections.RpcConnection connection in Server.Connections)
        {
            connection.End("a test ends it");
        }

        return Task.CompletedTask;
    }
}
