using System.Diagnostics;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Testing.Tests;

/// <summary>Each fault, seen through calls; in connections in which threads can block and in those where they cannot.</summary>
public abstract class NetworkFaultsTests(bool blocking) : IAsyncLifetime
{
    private readonly Shop _shop = new();
    private RpcTestPair<IShop> _pair = null!;

    private NetworkFaults Faults => _pair.Faults;

    private IShop Proxy => _pair.Proxy;

    public async ValueTask InitializeAsync()
    {
        _pair = await RpcTestPair.StartAsync<IShop>(_shop, new RpcTestOptions { Blocking = blocking, Client = new RpcClientOptions { Limits = new RpcLimits { KeepAliveInterval = TimeSpan.FromMilliseconds(300) } } });
        await Proxy.AddAsync(0, 0).Within();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _pair.DisposeAsync().AsTask().Within();
    }

    private static readonly ProxyOptions s_once = new() { Retry = RetryOptions.None };

    [Fact]
    public async Task A_reply_that_is_cut_off_leaves_a_call_that_was_executed_and_that_its_caller_must_take_for_possible()
    {
        Faults.Downstream.CutAfter(0);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => Proxy.OrderAsync("tea").Within());

        Assert.Equal((RpcStatus.Unavailable, RpcOutcome.MaybeExecuted), (error.Status, error.Outcome));
        Assert.Equal((1, 1L), (_shop.Orders, Faults.CountOf(FaultKind.Cut)));
        await Proxy.OrderAsync("tea").Within();
        Assert.Equal(2, _shop.Orders);
    }

    [Fact]
    public async Task A_request_that_is_cut_in_the_middle_of_its_frame_is_never_executed()
    {
        Faults.Upstream.CutAfter(9);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => Proxy.OrderAsync("tea").Within());

        Assert.Equal((RpcStatus.Unavailable, RpcOutcome.MaybeExecuted), (error.Status, error.Outcome));
        Assert.Equal(0, _shop.Orders);
        await Proxy.OrderAsync("tea").Within();
        Assert.Equal(1, _shop.Orders);
    }

    [Fact]
    public async Task A_sync_caller_hears_of_a_cut_too()
    {
        Faults.Downstream.CutAfter(0);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => Patience.Block(() => Proxy.Add(1, 2)));

        Assert.Equal(RpcOutcome.MaybeExecuted, error.Outcome);
    }

    [Fact]
    public async Task A_connection_is_cut_at_each_byte_of_a_conversation_and_no_answer_is_wrong()
    {
        int answered = 0;
        int failed = 0;
        for (int place = 0; place < 160; place++)
        {
            (place % 2 == 0 ? Faults.Upstream : Faults.Downstream).CutAfter(place);
            for (int i = 0; i < 4; i++)
            {
                try
                {
                    Assert.Equal(place + i, await Proxy.AddAsync(place, i).Within());
                    answered++;
                }
                catch (RpcException exception) when (exception.Status == RpcStatus.Unavailable)
                {
                    failed++;
                }
            }
        }

        Assert.InRange(answered, 320, 640);
        Assert.InRange(failed, 1, 320);
        Assert.InRange(Faults.CountOf(FaultKind.Cut), 100, 160);
        Counts.Tell($"Testing: a connection cut at each of {Faults.CountOf(FaultKind.Cut)} places; {answered} calls answered right, {failed} told");
    }

    [Fact]
    public async Task Refused_connections_are_calls_that_were_not_executed()
    {
        Faults.FailConnection(3);
        Faults.Cut();
        await Patience.UntilAsync(TryAdd, "the second connection works");
        Faults.Cut();
        await Patience.UntilAsync(() => _pair.Client.GetConnections().All(static connection => connection.State != RpcConnectionState.Connected), "the client knows of the cut");

        RpcException error = await ToldAsync(() => RemoteProxy.With(Proxy, s_once).OrderAsync("tea"), RpcOutcome.NotExecuted);

        Assert.Contains("connection 3 was refused", error.ToString(), StringComparison.Ordinal);
        await Proxy.OrderAsync("tea").Within();
        Assert.Equal((1, 1L, 4), (_shop.Orders, Faults.CountOf(FaultKind.Refused), Faults.ConnectionsTried));
    }

    [Fact]
    public async Task The_next_connections_can_be_refused_by_number()
    {
        Faults.FailNextConnections(2);
        RpcClient client = _pair.NewClient();
        IShop shop = client.Get<IShop>(_pair.Uri, s_once);

        await Assert.ThrowsAsync<RpcException>(() => shop.AddAsync(1, 2).Within());
        await Assert.ThrowsAsync<RpcException>(() => shop.AddAsync(1, 2).Within());

        Assert.Equal(3, await shop.AddAsync(1, 2).Within());
        Assert.Equal(2, Faults.CountOf(FaultKind.Refused));
    }

    [Fact]
    public async Task Refused_connections_are_tried_again_unless_the_proxy_says_otherwise()
    {
        Faults.FailNextConnections(2);
        IShop shop = _pair.NewClient().Get<IShop>(_pair.Uri);

        Assert.Equal(3, await shop.AddAsync(1, 2).Within());
        Assert.Equal(2, Faults.CountOf(FaultKind.Refused));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_black_hole_leaves_the_connection_and_the_caller_hears_of_silence(bool upstream)
    {
        DirectionFaults direction = upstream ? Faults.Upstream : Faults.Downstream;
        direction.BlackHole = true;
        Task order = Proxy.OrderAsync("tea");
        await Patience.UntilAsync(() => Faults.CountOf(FaultKind.Dropped) > 0, "bytes have vanished");

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => order.Within());

        Assert.Equal((RpcStatus.Unavailable, RpcOutcome.MaybeExecuted), (error.Status, error.Outcome));
        Assert.Equal(upstream ? 0 : 1, _shop.Orders);
        direction.BlackHole = false;
        await Proxy.OrderAsync("tea").Within();
    }

    [Fact]
    public async Task A_stalled_direction_holds_back_and_loses_nothing()
    {
        Faults.Downstream.Stalled = true;
        Task<int> call = Proxy.AddAsync(1, 2);
        await Patience.UntilAsync(() => Faults.CountOf(FaultKind.Stalled) == 1, "the answer is held back");
        Assert.False(call.IsCompleted);

        Faults.Downstream.Stalled = false;

        Assert.Equal(3, await call.Within());
    }

    [Fact]
    public async Task Delay_holds_in_each_direction()
    {
        Faults.Upstream.Delay = TimeSpan.FromMilliseconds(60);
        Faults.Downstream.Delay = TimeSpan.FromMilliseconds(40);
        long start = Stopwatch.GetTimestamp();

        Assert.Equal(3, await Patience.Block(() => Proxy.Add(1, 2)));
        Assert.Equal(3, await Proxy.AddAsync(1, 2).Within());

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(199), Patience.Limit);
        Assert.InRange(Faults.CountOf(FaultKind.Delayed), 4, long.MaxValue);
    }

    [Fact]
    public async Task A_delay_is_no_limit_on_how_much_is_under_way()
    {
        Faults.InBothDirections(static direction => direction.Delay = TimeSpan.FromMilliseconds(50));
        long start = Stopwatch.GetTimestamp();

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Proxy.AddAsync(i, 0))).Within(), (sum, i) => Assert.Equal(i, sum));

        // One after another they would take 20 s.
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(99), TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Fragments_change_nothing_but_the_pieces(int most)
    {
        Faults.InBothDirections(direction => direction.FragmentBytes = most);
        byte[] bytes = new byte[20_000];
        new Random(4).NextBytes(bytes);

        Assert.Equal(bytes, await Proxy.EchoBytesAsync(bytes).Within());
        Assert.Equal("Grüße", await Patience.Block(() => Proxy.Echo("Grüße")));

        Assert.InRange(Faults.CountOf(FaultKind.Fragmented), 40_000 / most, long.MaxValue);
    }

    [Fact]
    public async Task A_throttled_direction_takes_its_time()
    {
        Faults.Downstream.BytesPerSecond = 100_000;
        long start = Stopwatch.GetTimestamp();

        await Proxy.EchoBytesAsync(new byte[30_000]).Within();

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(280), Patience.Limit);
        Assert.InRange(Faults.CountOf(FaultKind.Throttled), 5, long.MaxValue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_half_closed_connection_ends_and_the_next_call_connects_again(bool upstream)
    {
        Assert.Equal(1, (upstream ? Faults.Upstream : Faults.Downstream).HalfClose());
        await Patience.UntilAsync(() => Faults.OpenConnections == 0 || Faults.ConnectionsTried > 1 || TryAdd(), "the end was seen");

        await Patience.UntilAsync(TryAdd, "calls work again");

        Assert.Equal(1, Faults.CountOf(FaultKind.HalfClosed));
        Assert.Equal(2, Faults.ConnectionsTried);
    }

    [Fact]
    public async Task Chance_cuts_connections_and_no_answer_is_wrong()
    {
        Faults.InBothDirections(static direction => direction.CutChance = 0.02);
        int failed = 0;
        byte[] bytes = new byte[4_000];
        for (int i = 0; i < 100; i++)
        {
            try
            {
                Assert.Equal(bytes, await Proxy.EchoBytesAsync(bytes).Within());
            }
            catch (RpcException exception) when (exception.Status == RpcStatus.Unavailable)
            {
                failed++;
            }
        }

        Assert.InRange(failed, 1, 60);
        Assert.InRange(Faults.CountOf(FaultKind.Cut), failed, 200);
    }

    [Fact]
    public async Task Cleared_faults_leave_a_sound_network()
    {
        Faults.InBothDirections(static direction =>
        {
            direction.Delay = TimeSpan.FromMinutes(10);
            direction.FragmentBytes = 1;
            direction.Loss = 1;
            direction.BlackHole = true;
        });
        Faults.RefuseConnections = true;

        Faults.Clear();
        long before = Faults.FaultsInjected;

        Assert.Equal(3, await Proxy.AddAsync(1, 2).Within());
        Assert.Equal(before, Faults.FaultsInjected);
    }

    private static async Task<RpcException> ToldAsync(Func<Task> call, RpcOutcome outcome)
    {
        while (true)
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => call().Within());
            if (error.Outcome == outcome)
            {
                return error;
            }
        }
    }

    private bool TryAdd()
    {
        try
        {
            return Proxy.AddAsync(1, 2).Within().GetAwaiter().GetResult() == 3;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    public sealed class WhereThreadsBlock() : NetworkFaultsTests(blocking: true);

    public sealed class WhereNobodyBlocks() : NetworkFaultsTests(blocking: false);
}
