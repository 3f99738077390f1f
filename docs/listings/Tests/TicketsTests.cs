using Listings;
using Listings.HowTo;
using Rpc.Testing;

namespace Rpc.Samples.Tests;

#region tests
public sealed class TicketsTests
{
    [Fact]
    public async Task Seats_are_sold()
    {
        var tickets = new Tickets(isOpen: true);                           // what the class does needs no network

        Assert.Equal(8, await tickets.BuyAsync("Faust", 2));
    }

    [Fact]
    public async Task A_caller_hears_how_many_are_left()
    {
        await using RpcTestPair<ITickets> pair = await RpcTestPair.StartAsync<ITickets>(new Tickets(isOpen: true));

        SoldOutException error = await Assert.ThrowsAsync<SoldOutException>(() => pair.Proxy.BuyAsync("Faust", 11));

        Assert.Equal(10, error.Left);                                      // it came through codec and contract
    }

    [Fact]
    public async Task A_lost_answer_is_not_bought_twice()
    {
        await using RpcTestPair<ITickets> pair = await RpcTestPair.StartAsync<ITickets>(new Tickets(isOpen: true));
        await pair.Proxy.BuyAsync("Faust", 1);                             // connected

        pair.Faults.Downstream.CutAfter(0);                                // the answer is lost
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.Proxy.BuyAsync("Faust", 2));

        Assert.Equal(RpcOutcome.MaybeExecuted, error.Outcome);
        Assert.Equal(6, await pair.Proxy.BuyAsync("Faust", 1));            // it ran, once
    }

    [Fact]
    public async Task Only_bosses_promote()
    {
        var options = new RpcTestOptions { Client = { Token = "of a test" } };
        options.Server.RequireToken("of a test", user: "ali", roles: ["staff"]);
        await using RpcTestPair<IOffice> pair = await RpcTestPair.StartAsync<IOffice>(new Office(), options);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.Proxy.PromoteAsync("ali", 10));

        Assert.Equal(RpcStatus.PermissionDenied, error.Status);
    }
}
#endregion
