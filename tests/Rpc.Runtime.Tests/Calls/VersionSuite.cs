extern alias New;
extern alias Old;

using Xunit;
using NewItem = New::Versions.Item;
using NewShop = New::Versions.IShop;
using OldItem = Old::Versions.Item;
using OldShop = Old::Versions.IShop;

namespace Rpc.Runtime.Tests;

/// <summary>Two programs built with different versions of a contract: what both know works, and the rest is told.</summary>
public abstract class VersionSuite(TestTransport transport) : RpcTest(transport)
{
    [Fact]
    public async Task An_older_client_calls_a_newer_server()
    {
        OldShop shop = Client.Get<OldShop>(Server.Add<NewShop>(new New::Versions.Shop()));

        Assert.Equal(new OldItem(7, "item 7"), shop.Find(7));
        Assert.Equal([new OldItem(0, "item 0"), new OldItem(1, "item 1")], await shop.ListAsync(2).Within());
        Assert.Equal(1 + 3 + 2 + 2, shop.Sum([new OldItem(1, "one"), new OldItem(2, "ii")]));
        Assert.Equal(3, await shop.Watch(3).CountAsync());
    }

    [Fact]
    public async Task A_newer_client_calls_an_older_server_but_for_what_that_lacks()
    {
        NewShop shop = Client.Get<NewShop>(Server.Add<OldShop>(new Old::Versions.Shop()));

        Assert.Equal(new NewItem(7, "item 7"), shop.Find(7));
        Assert.Equal(2, (await shop.ListAsync(2).Within()).Count);
        Assert.Equal(1 + 3 + 2 + 2, shop.Sum([new NewItem(1, "one", new New::Versions.Maker("TR", 1), ["x"]), new NewItem(2, "ii", null, [])]));
        Assert.Equal(3, await shop.Watch(3).CountAsync());
        RpcException lacking = Assert.Throws<RpcException>(() => shop.Stock(1));
        Assert.Equal(RpcStatus.Unimplemented, lacking.Status);
        Assert.Equal(RpcOutcome.NotExecuted, lacking.Outcome);
        Assert.Contains("Stock(int)", lacking.Message, StringComparison.Ordinal);
        Assert.Equal(RpcStatus.Unimplemented, (await Assert.ThrowsAsync<RpcException>(() => shop.GreetAsync("x").Within())).Status);
        Assert.Equal(RpcStatus.Unimplemented, (await Assert.ThrowsAsync<RpcException>(() => RemoteProxy.CheckAsync(shop).AsTask().Within())).Status);
    }
}
