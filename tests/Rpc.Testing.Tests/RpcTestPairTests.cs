using Rpc.Naming;
using Xunit;

namespace Rpc.Testing.Tests;

public sealed class RpcTestPairTests
{
    public static TheoryData<bool> Blocking => [true, false];

    [Theory]
    [MemberData(nameof(Blocking))]
    public async Task Sync_and_async_calls_and_streams_both_ways_reach_the_object(bool blocking)
    {
        await using RpcTestPair<IShop> pair = await RpcTestPair.StartAsync<IShop>(new Shop(), new RpcTestOptions { Blocking = blocking });

        Assert.Equal(5, await pair.Proxy.AddAsync(2, 3).Within());
        Assert.Equal(7, await Patience.Block(() => pair.Proxy.Add(3, 4)));
        Assert.Equal("Grüße", await Patience.Block(() => pair.Proxy.Echo("Grüße")));
        Assert.Equal(Enumerable.Range(1, 500), await pair.Proxy.CountAsync(500).ToListAsync().AsTask().Within());
        Assert.Equal(500_500, await pair.Proxy.SumAsync(Enumerable.Range(1, 1_000).ToAsyncEnumerable()).Within());
        byte[] large = new byte[2_000_000];
        new Random(3).NextBytes(large);
        Assert.Equal(large, await pair.Proxy.EchoBytesAsync(large).Within());
        Assert.Equal((1, 0L), (pair.Faults.ConnectionsTried, pair.Faults.FaultsInjected));
    }

    [Fact]
    public async Task Many_callers_share_one_connection()
    {
        await using RpcTestPair<IShop> pair = await RpcTestPair.StartAsync<IShop>(new Shop());

        Task[] sync = [.. Enumerable.Range(0, 8).Select(caller => Patience.Block(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                Assert.Equal(caller + i, pair.Proxy.Add(caller, i));
            }
        }))];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async caller =>
        {
            for (int i = 0; i < 200; i++)
            {
                Assert.Equal(caller + i, await pair.Proxy.AddAsync(caller, i));
            }
        })).Within();
        await Task.WhenAll(sync).Within();

        Assert.Equal(1, pair.Faults.OpenConnections);
    }

    [Fact]
    public async Task Further_objects_clients_and_servers_join_the_pair()
    {
        await using RpcTestPair pair = await RpcTestPair.StartAsync();
        IShop first = pair.Serve<IShop>(new Shop(), "first");
        RpcServer server = await pair.StartServerAsync();
        RemoteUri second = server.Add<IShop>(new Shop(), "second");

        Assert.Equal(1, await first.AddAsync(0, 1).Within());
        Assert.Equal(2, await pair.Client.Get<IShop>(second).AddAsync(0, 2).Within());
        Assert.Equal(3, await pair.NewClient().Get<IShop>(second).AddAsync(0, 3).Within());
        Assert.Equal(4, await pair.Server.Client.Get<IShop>(second).AddAsync(0, 4).Within());
        Assert.Equal(4, pair.Faults.OpenConnections);
    }

    [Fact]
    public async Task A_server_that_was_stopped_is_replaced_at_its_address()
    {
        var before = new Shop();
        var after = new Shop();
        await using RpcTestPair<IShop> pair = await RpcTestPair.StartAsync<IShop>(before, objectId: "shop");
        await pair.Proxy.OrderAsync("tea").Within();
        await pair.Server.StopAsync();
        await Assert.ThrowsAsync<RpcException>(() => pair.Proxy.OrderAsync("tea").Within());

        RpcServer server = await pair.StartServerAsync(address: pair.Address);
        server.Add<IShop>(after, "shop");
        await pair.Proxy.OrderAsync("tea").Within();

        Assert.Equal((1, 1), (before.Orders, after.Orders));
    }

    [Fact]
    public async Task Names_are_published_found_and_gone_when_their_server_stops()
    {
        await using RpcTestPair pair = await RpcTestPair.StartAsync();
        await pair.Server.PublishAsync<IShop>("shop", new Shop());
        IShop shop = pair.Client.Get<IShop>("rpcname:shop");
        Assert.Equal(3, await shop.AddAsync(1, 2).Within());
        Assert.Equal(1, await pair.Names.CountAsync());

        await pair.Server.StopAsync();

        Assert.Equal(0, await pair.Names.CountAsync());
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.NewClient().Get<IShop>("rpcname:shop").AddAsync(1, 2).Within());
        Assert.Equal(RpcErrorReason.NoSuchName, error.Reason);
    }

    [Fact]
    public async Task Leases_follow_the_pairs_clock()
    {
        var clock = new ManualTime();
        await using RpcTestPair pair = await RpcTestPair.StartAsync(new RpcTestOptions { Time = clock });
        await pair.Server.PublishAsync<IShop>("kept", new Shop(), new PublishOptions { Lease = TimeSpan.FromSeconds(15) });
        await pair.Names.RegisterAsync(new NameRegistration("left", "rpc+mem://elsewhere/x", "a server that died", LeaseSeconds: 15));

        // The clock goes on meanwhile: on a busy machine a heartbeat may come behind its lease, and then the server lists its name again with the next one.
        await Patience.UntilAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return (await pair.Names.ListAsync()).Entries.Select(static entry => entry.Name).SequenceEqual(["kept"]);
            },
            "only what is kept alive is listed");
    }

    [Fact]
    public async Task Known_names_go_on_while_the_names_are_out_of_reach()
    {
        await using RpcTestPair pair = await RpcTestPair.StartAsync();
        await pair.Server.PublishAsync<IShop>("shop", new Shop());
        IShop shop = pair.Client.Get<IShop>("rpcname:shop");
        await shop.AddAsync(1, 2).Within();

        pair.NameFaults.RefuseConnections = true;
        pair.NameFaults.Cut();

        Assert.Equal(3, await shop.AddAsync(1, 2).Within());
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.NewClient().Get<IShop>("rpcname:shop").AddAsync(1, 2).Within());
        Assert.Equal(RpcStatus.Unavailable, error.Status);
    }

    [Fact]
    public async Task The_names_refuse_what_a_name_server_refuses()
    {
        await using RpcTestPair pair = await RpcTestPair.StartAsync();
        await pair.Names.RegisterAsync(new NameRegistration("a", "rpc://h:1/x", "one"));
        RpcException taken = await Assert.ThrowsAsync<RpcException>(() => pair.Names.RegisterAsync(new NameRegistration("a", "rpc://h:2/x", "two", Mode: RegisterMode.FailIfTaken)));
        RpcException malformed = await Assert.ThrowsAsync<RpcException>(() => pair.Names.RegisterAsync(new NameRegistration("a", "rpc://h:1", "one")));
        RpcException all = await Assert.ThrowsAsync<RpcException>(() => pair.Names.UnregisterAllAsync(new NameFilter()));

        Assert.Equal((RpcStatus.AlreadyExists, RpcStatus.InvalidArgument, RpcStatus.InvalidArgument), (taken.Status, malformed.Status, all.Status));
        await pair.Names.RegisterAsync(new NameRegistration("a", "rpc://h:2/x", "two", Tags: ["t"], Mode: RegisterMode.Add));
        Assert.Equal(["rpc://h:1/x", "rpc://h:2/x"], (await pair.Names.LookupAsync("a")).Instances.Select(static one => one.Uri));
        await pair.Names.SetMetadataAsync("a", ["u"], "rpc://h:1/x");
        Assert.Equal(["u"], (await pair.Names.LookupAsync("a")).Instances[0].Tags);
        await pair.Names.RegisterAsync(new NameRegistration("ab", "rpc://h:1/x", "one"));
        Assert.Equal(["ab"], (await pair.Names.ListAsync(new NameFilter(Glob: "?b"))).Entries.Select(static one => one.Name));
        Assert.Equal("a", (await pair.Names.ListAsync(limit: 1)).Next);
        Assert.Equal(2, await pair.Names.UnregisterAllAsync(new NameFilter(Prefix: "a")));
    }

    [Fact]
    public async Task Calls_back_to_the_client_work()
    {
        await using RpcTestPair<IBell> pair = await RpcTestPair.StartAsync<IBell>(new Bell());
        var ring = new Ring();

        await pair.Proxy.RingAsync(ring, 3).Within();

        Assert.Equal(3, ring.Rings);
    }

    [Fact]
    public async Task Options_that_connect_elsewhere_are_refused()
    {
        var network = new RpcTestNetwork();
        await using RpcTestPair pair = await RpcTestPair.StartAsync();

        Assert.Contains("RpcTestNetwork", Assert.Throws<InvalidOperationException>(() => pair.NewClient(new RpcClientOptions { Connect = network.Connect })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_is_no_contract_is_refused_and_nothing_is_left()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => RpcTestPair.StartAsync<IComparable>("text"));
    }

    [Fact]
    public async Task Disposing_ends_calls_that_hang_behind_a_black_hole()
    {
        RpcTestPair<IShop> pair = await RpcTestPair.StartAsync<IShop>(new Shop());
        await pair.Proxy.AddAsync(1, 1).Within();
        pair.Faults.InBothDirections(static direction => direction.BlackHole = true);
        Task<int> call = pair.Proxy.AddAsync(1, 2);

        await pair.DisposeAsync().AsTask().Within();
        await pair.DisposeAsync().AsTask().Within();

        await Assert.ThrowsAsync<RpcException>(() => call.Within());
        Assert.Equal(0, pair.Faults.OpenConnections);
    }
}
