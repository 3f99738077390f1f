using System.Net.Sockets;
using Xunit;

namespace Rpc.Testing.Tests;

public sealed class FaultyProxyTests : IAsyncLifetime
{
    private readonly RpcServer _server = new(new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(2) });
    private readonly RpcClient _client = new();
    private readonly Shop _shop = new();
    private FaultyProxy _proxy = null!;
    private IShop _remote = null!;

    private NetworkFaults Faults => _proxy.Faults;

    public async ValueTask InitializeAsync()
    {
        RemoteUri address = await _server.ListenAsync("rpc://127.0.0.1:0");
        _proxy = FaultyProxy.Start(address);
        _remote = _client.Get<IShop>(_proxy.Through(_server.Add<IShop>(_shop)), new ProxyOptions { Timeout = TimeSpan.FromSeconds(20) });
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Without_faults_calls_streams_and_large_messages_go_through()
    {
        Assert.Equal(5, await _remote.AddAsync(2, 3).Within());
        Assert.Equal(500_500, (await ToListAsync(_remote.CountAsync(1_000))).Sum());
        byte[] large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        Assert.Equal(large, await _remote.EchoBytesAsync(large).Within());
        Assert.Equal(0, Faults.FaultsInjected);
        Assert.Equal(1, Faults.ConnectionsTried);
    }

    [Fact]
    public async Task A_cut_fails_calls_under_way_and_the_next_call_connects_again()
    {
        await _remote.AddAsync(1, 1).Within();
        Faults.Downstream.Stalled = true;
        Task<int> call = _remote.AddAsync(1, 2);
        await Patience.UntilAsync(() => Faults.CountOf(FaultKind.Stalled) > 0, "the answer is held back");

        Assert.Equal(1, Faults.Cut());

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Within());
        Assert.Equal(RpcOutcome.MaybeExecuted, error.Outcome);
        Faults.Clear();
        Assert.Equal(3, await _remote.AddAsync(1, 2).Within());
        Assert.Equal(2, Faults.ConnectionsTried);
        Assert.Equal(1, Faults.CountOf(FaultKind.Cut));
    }

    [Fact]
    public async Task What_is_delayed_comes_late_and_in_order()
    {
        await _remote.AddAsync(1, 1).Within();
        Faults.InBothDirections(direction =>
        {
            direction.Delay = TimeSpan.FromMilliseconds(60);
            direction.Jitter = TimeSpan.FromMilliseconds(40);
        });
        long start = TimeProvider.System.GetTimestamp();
        Assert.Equal(Enumerable.Range(1, 2_000), await ToListAsync(_remote.CountAsync(2_000)));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.FromMilliseconds(120), Patience.Limit);
        Assert.InRange(Faults.CountOf(FaultKind.Delayed), 2, long.MaxValue);
    }

    [Fact]
    public async Task Packets_that_are_lost_come_later_and_nothing_is_missing()
    {
        Faults.InBothDirections(direction =>
        {
            direction.Loss = 0.2;
            direction.RetransmitAfter = TimeSpan.FromMilliseconds(20);
        });
        byte[] large = new byte[200_000];
        new Random(2).NextBytes(large);
        Assert.Equal(large, await _remote.EchoBytesAsync(large).Within());
        Assert.InRange(Faults.CountOf(FaultKind.Lost), 10, 120);
    }

    [Fact]
    public async Task A_refused_connection_was_never_a_call()
    {
        Faults.RefuseConnections = true;
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => _remote.OrderAsync("tea").Within());
        Assert.Equal((RpcStatus.Unavailable, RpcOutcome.NotExecuted), (error.Status, error.Outcome));
        Faults.RefuseConnections = false;
        await _remote.OrderAsync("tea").Within();
        Assert.Equal(1, _shop.Orders);
    }

    [Fact]
    public async Task A_new_target_is_used_by_the_next_connection()
    {
        await _remote.AddAsync(1, 1).Within();
        var other = new Shop();
        await using var second = new RpcServer(new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(2) });
        RemoteUri address = await second.ListenAsync("rpc://127.0.0.1:0");
        second.Add<IShop>(other, RemoteUri.Parse(RemoteProxy.UriOf(_remote)!.ToString()).ObjectId);
        _proxy.Target = address;

        await _remote.OrderAsync("old").Within();
        Faults.Cut();
        await Patience.UntilAsync(() => Faults.OpenConnections == 0, "the connection has ended");
        await Patience.UntilAsync(() => TryOrder("new"), "the client has noticed");

        Assert.Equal(1, _shop.Orders);
        Assert.Equal(1, other.Orders);
    }

    [Fact]
    public async Task A_disposed_proxy_frees_its_port_and_ends_its_connections()
    {
        await _remote.AddAsync(1, 1).Within();
        await _proxy.DisposeAsync().AsTask().Within();
        await _proxy.DisposeAsync().AsTask().Within();

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => _remote.AddAsync(1, 1).Within());
        Assert.Equal(RpcStatus.Unavailable, error.Status);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync("127.0.0.1", _proxy.Address.Port));
        Assert.Equal(0, Faults.OpenConnections);
    }

    [Fact]
    public async Task Connections_end_in_order_where_both_peers_do()
    {
        await _remote.AddAsync(1, 1).Within();
        await _client.DisposeAsync();
        await Patience.UntilAsync(() => Faults.OpenConnections == 0, "the proxy holds no connection");
        Assert.Equal(0, Faults.FaultsInjected);
    }

    [Fact]
    public void A_target_without_a_port_is_refused() =>
        Assert.Contains("rpc://127.0.0.1:9101", Assert.Throws<ArgumentException>(() => FaultyProxy.Start("rpcname:shop")).Message, StringComparison.Ordinal);

    private static async Task<List<int>> ToListAsync(IAsyncEnumerable<int> stream)
    {
        var list = new List<int>();
        await foreach (int value in stream)
        {
            list.Add(value);
        }

        return list;
    }

    private bool TryOrder(string item)
    {
        try
        {
            _remote.OrderAsync(item).Wait(Patience.Limit);
            return true;
        }
        catch (AggregateException exception) when (exception.InnerException is RpcException)
        {
            return false;
        }
    }
}
