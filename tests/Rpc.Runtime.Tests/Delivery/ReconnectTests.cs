using Rpc.Testing;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Connections that cannot be made: few attempts, shared by all, and told to whoever asks.</summary>
public sealed class ReconnectTests() : RpcTest(TestTransport.Tcp)
{
    private readonly Delivery _delivery = new();
    private readonly LogBook _log = new();

    protected override RpcClientOptions ClientOptions => new() { LoggerFactory = _log };

    [Fact]
    public async Task Many_callers_of_a_server_that_comes_back_make_few_attempts_to_connect()
    {
        (RpcServer first, RemoteUri at) = await StartServerAsync();
        var patient = new ProxyOptions { Timeout = TimeSpan.FromSeconds(60), Retry = new RetryOptions { MaxAttempts = 200 } };
        IDelivery proxy = Client.Get<IDelivery>(first.Add<IDelivery>(_delivery, "delivery"), patient);
        Assert.Equal("known", proxy.Ask("known"));
        await first.DisposeAsync();
        const int callers = 200;
        Task<string>[] calls = [.. Enumerable.Range(0, callers).Select(i => i % 4 == 0 ? Patience.Block(() => proxy.Run($"{i}")) : proxy.RunAsync($"{i}"))];
        await Patience.UntilAsync(() => Failures() >= 3, "three attempts have failed");
        Assert.DoesNotContain(calls, static call => call.IsCompleted);
        (RpcServer second, _) = await StartServerAsync(at.ToString());
        second.Add<IDelivery>(_delivery, "delivery");
        Assert.Equal(Enumerable.Range(0, callers).Select(static i => $"{i}"), await Task.WhenAll(calls).Within());
        Assert.All(Enumerable.Range(0, callers), i => Assert.Equal(1, _delivery.RunsOf($"{i}")));
        Assert.Single(second.Connections);

        // 200 callers with an attempt each would be far over this; pauses grow to half a second.
        Assert.InRange(Failures(), 3, 40);
        Counts.Tell($"{callers} callers of a server that was gone: {Failures()} attempts to connect failed, 1 connection made");
    }

    [Fact]
    public async Task A_client_tells_how_it_stands_with_each_address_and_when_it_tries_again()
    {
        var time = new ManualTime();
        RpcClient client = NewClient(new RpcClientOptions { TimeProvider = time, LoggerFactory = _log, Proxy = new ProxyOptions { Retry = RetryOptions.None } });
        var seen = new List<RpcConnectionInfo>();
        client.ConnectionChanged += (_, change) =>
        {
            lock (seen)
            {
                seen.Add(change.Connection);
            }

            throw new InvalidOperationException("a handler's own fault");
        };
        (RpcServer gone, RemoteUri at) = await StartServerAsync();
        RemoteUri uri = gone.Add<IDelivery>(_delivery, "delivery");
        await gone.DisposeAsync();
        IDelivery proxy = client.Get<IDelivery>(uri);
        Assert.Empty(client.GetConnections());
        await Assert.ThrowsAsync<RpcException>(() => proxy.AskAsync("k").Within());
        RpcConnectionInfo info = Assert.Single(client.GetConnections());
        Assert.Equal((at.ToString(), RpcConnectionState.BackingOff, 1), (info.Address, info.State, info.ConsecutiveFailures));
        Assert.InRange(info.NextAttempt!.Value - time.GetUtcNow(), TimeSpan.FromMilliseconds(25), TimeSpan.FromMilliseconds(50));
        Assert.NotNull(info.LastError);
        (RpcServer back, _) = await StartServerAsync(at.ToString());
        back.Add<IDelivery>(_delivery, "delivery");
        Task<string> call = proxy.AskAsync("k");
        await Task.Delay(100);
        Assert.False(call.IsCompleted, "The call connected before its time.");
        time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal("k", await call.Within());
        Assert.Equal((RpcConnectionState.Connected, 0, (DateTimeOffset?)null), Of(Assert.Single(client.GetConnections())));
        back.Connections.Single().Drain();
        await Patience.UntilAsync(() => client.GetConnections().Single().State == RpcConnectionState.Draining, "the client knows that the server drains");
        await back.DisposeAsync();
        await Patience.UntilAsync(() => client.GetConnections().Single().State == RpcConnectionState.Idle, "the connection has ended");
        RpcConnectionState[] expected = [RpcConnectionState.Connecting, RpcConnectionState.BackingOff, RpcConnectionState.Connecting, RpcConnectionState.Connected, RpcConnectionState.Draining, RpcConnectionState.Idle];
        await Patience.UntilAsync(() => States().Length == expected.Length, "all changes were told");
        Assert.Equal(expected, States());
        await Patience.UntilAsync(() => _log.Of(1079).Length == expected.Length, "the handler's faults were logged");

        RpcConnectionState[] States()
        {
            lock (seen)
            {
                return [.. seen.Select(static s => s.State)];
            }
        }

        static (RpcConnectionState, int, DateTimeOffset?) Of(RpcConnectionInfo connection) => (connection.State, connection.ConsecutiveFailures, connection.NextAttempt);
    }

    [Fact]
    public async Task A_call_that_comes_too_long_before_the_next_attempt_is_told_the_last_failure_at_once()
    {
        RpcClient client = NewClient(new RpcClientOptions { Reconnect = new ReconnectOptions { FirstDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) }, LoggerFactory = _log });
        (RpcServer gone, _) = await StartServerAsync();
        RemoteUri uri = gone.Add<IDelivery>(_delivery);
        await gone.DisposeAsync();
        IDelivery proxy = client.Get<IDelivery>(uri);
        foreach (int _ in new[] { 1, 2 })
        {
            RpcException failure = await Assert.ThrowsAsync<RpcException>(() => proxy.AskAsync("k").Within(Patience.Soon));
            Assert.Equal((RpcStatus.Unavailable, RpcErrorReason.ConnectionLost, RpcOutcome.NotExecuted), (failure.Status, failure.Reason, failure.Outcome));
            Assert.Contains("the next one comes in", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, Failures());
    }

    [Fact]
    public async Task An_address_that_stays_silent_is_told_once_and_so_is_its_return()
    {
        (RpcServer gone, RemoteUri at) = await StartServerAsync();
        IDelivery proxy = Client.Get<IDelivery>(gone.Add<IDelivery>(_delivery, "delivery"));
        await gone.DisposeAsync();
        for (int i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<RpcException>(() => proxy.AskAsync("k").Within());
        }

        Assert.Single(_log.Of(1074));

        // The first call has its four attempts, those that come later one each.
        Assert.Equal(6, Failures());
        (RpcServer back, _) = await StartServerAsync(at.ToString());
        back.Add<IDelivery>(_delivery, "delivery");
        Assert.Equal("k", await proxy.AskAsync("k").Within());
        Assert.Single(_log.Of(1075));
    }

    [Fact]
    public async Task A_server_tells_who_comes_and_goes_in_order()
    {
        (RpcServer server, _) = await StartServerAsync();
        var seen = new List<string>();
        server.Connected += (_, peer) => Tell($"+{peer.PeerAddress}");
        server.Disconnected += (_, peer) => Tell($"-{peer.PeerAddress} {peer.Reason}");
        RemoteUri uri = server.Add<IDelivery>(_delivery);
        for (int i = 0; i < 10; i++)
        {
            await using RpcClient client = new();
            client.Get<IDelivery>(uri).Ask("k");
        }

        await Patience.UntilAsync(() => Told().Length == 20, "all were told");
        foreach (IGrouping<string, string> peer in Told().GroupBy(static line => line[1..].Split(' ')[0]))
        {
            Assert.Equal(['+', '-'], peer.Select(static line => line[0]));
            Assert.Contains(' ', peer.Last());
        }

        void Tell(string line)
        {
            lock (seen)
            {
                seen.Add(line);
            }
        }

        string[] Told()
        {
            lock (seen)
            {
                return [.. seen];
            }
        }
    }

    private int Failures() => _log.Of(1073).Length + _log.Of(1074).Length;
}
