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

    [Fact]
    public void A_listed_exception_is_understood_without_the_members_that_one_side_lacks()
    {
        OldShop old = Client.Get<OldShop>(Server.Add<NewShop>(new New::Versions.Shop()));
        NewShop young = Client.Get<NewShop>(Server.Add<OldShop>(new Old::Versions.Shop()));

        Old::Versions.NoSuchItemException less = Assert.Throws<Old::Versions.NoSuchItemException>(() => old.Find(-1));
        New::Versions.NoSuchItemException more = Assert.Throws<New::Versions.NoSuchItemException>(() => young.Find(-1));

        Assert.Equal(("none", -1), (less.Message, less.Id));
        Assert.Equal(("none", -1), (more.Message, more.Id));
        Assert.Null(more.Maker);
        Assert.Empty(more.Similar);
    }

    [Fact]
    public void A_listed_exception_that_the_caller_does_not_know_is_told_by_name()
    {
        OldShop shop = Client.Get<OldShop>(Server.Add<NewShop>(new New::Versions.Shop()));

        RpcException exception = Assert.Throws<RpcException>(() => shop.Find(-2));

        Assert.Equal(("broken", "Versions.BrokenItemException", RpcStatus.Unknown), (exception.Message, exception.RemoteType, exception.Status));
        Assert.Equal(7, shop.Find(7).Id);
    }
}
