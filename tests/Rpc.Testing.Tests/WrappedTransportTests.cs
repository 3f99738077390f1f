using Xunit;

namespace Rpc.Testing.Tests;

/// <summary>Faults around real transports: at the client's side, or at the server's.</summary>
public sealed class WrappedTransportTests : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly NetworkFaults _faults = new();
    private readonly Shop _shop = new();

    public static TheoryData<string, bool> Sides => new()
    {
        { "rpc://127.0.0.1:0", true }, { "rpc://127.0.0.1:0", false },
        { "rpc+mem://{0}", true }, { "rpc+mem://{0}", false },
        { "rpc+unix://{1}", true }, { "rpc+unix://{1}", false },
    };

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable owned in Enumerable.Reverse(_owned))
        {
            await owned.DisposeAsync().AsTask().Within();
        }

        _faults.Dispose();
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task Calls_go_through_and_faults_are_seen(string address, bool atClient)
    {
        IShop shop = await StartAsync(address, atClient);
        Assert.Equal(5, await shop.AddAsync(2, 3).Within());
        Assert.Equal(5, await Patience.Block(() => shop.Add(2, 3)));
        byte[] large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        Assert.Equal(large, await shop.EchoBytesAsync(large).Within());
        Assert.Equal((1, 0L), (_faults.ConnectionsTried, _faults.FaultsInjected));

        _faults.InBothDirections(static direction => direction.FragmentBytes = 3);
        Assert.Equal("fragments", await Patience.Block(() => shop.Echo("fragments")));
        Assert.InRange(_faults.CountOf(FaultKind.Fragmented), 10, long.MaxValue);

        _faults.Clear();
        _faults.Downstream.CutAfter(0);
        RpcException cut = await Assert.ThrowsAsync<RpcException>(() => shop.OrderAsync("tea").Within());
        Assert.Equal((RpcOutcome.MaybeExecuted, 1), (cut.Outcome, _shop.Orders));
        await shop.OrderAsync("tea").Within();

        _faults.RefuseConnections = true;
        _faults.Cut();
        await Patience.UntilAsync(() => NotExecuted(shop), "the client was refused");
        _faults.RefuseConnections = false;
        await Patience.UntilAsync(() => _faults.OpenConnections == 0 || NotExecuted(shop) is false, "the refusal has ended");
        Assert.Equal(5, await shop.AddAsync(2, 3).Within());
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task Connections_end_with_their_client_and_none_is_left(string address, bool atClient)
    {
        IShop shop = await StartAsync(address, atClient);
        await shop.AddAsync(2, 3).Within();
        Assert.Equal(1, _faults.OpenConnections);

        await _owned.OfType<RpcClient>().Single().DisposeAsync();

        await Patience.UntilAsync(() => _faults.OpenConnections == 0, "no connection is open");
        Assert.Equal(0, _faults.FaultsInjected);
    }

    [Fact]
    public async Task A_half_closed_wrapped_connection_ends_at_the_other_side_in_order()
    {
        IShop shop = await StartAsync("rpc://127.0.0.1:0", atClient: true);
        await shop.AddAsync(2, 3).Within();

        _faults.Upstream.HalfClose();

        await Patience.UntilAsync(() => _faults.OpenConnections == 0 || !NotExecuted(shop), "the server saw the end and left");
        await Patience.UntilAsync(() => Works(shop), "calls work again");
        Assert.Equal(0, _faults.CountOf(FaultKind.Cut));
    }

    private static bool Works(IShop shop) => Try(shop) is null;

    private static bool NotExecuted(IShop shop) => Try(shop)?.Outcome == RpcOutcome.NotExecuted;

    private static RpcException? Try(IShop shop)
    {
        try
        {
            shop.AddAsync(1, 1).Within().GetAwaiter().GetResult();
            return null;
        }
        catch (RpcException exception)
        {
            return exception;
        }
    }

    private async Task<IShop> StartAsync(string address, bool atClient)
    {
        string unique = Guid.NewGuid().ToString("N");
        address = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, unique, Path.Combine(Path.GetTempPath(), $"rpc-{unique}.sock"));
        var server = new RpcServer(new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(2), Listener = atClient ? null : _faults.Listener });
        _owned.Add(server);
        await server.ListenAsync(address);
        var client = new RpcClient(new RpcClientOptions { Connect = atClient ? _faults.Connect : null });
        _owned.Add(client);
        return client.Get<IShop>(server.Add<IShop>(_shop));
    }
}
