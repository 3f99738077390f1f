using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What travels with a call that goes on through several servers.</summary>
public sealed class HopTests() : RpcTest(TestTransport.Tcp)
{
    [Fact]
    public async Task What_is_left_of_the_deadline_travels_over_three_hops_and_not_the_whole()
    {
        Delivery[] stops = [new(), new(), new()];
        IDelivery[] proxies = await ServersAsync(stops);
        IDelivery first = RemoteProxy.With(proxies[0], new ProxyOptions { Timeout = TimeSpan.FromSeconds(20) });
        double left = await Patience.Block(() => first.Left([.. proxies[1..]]));

        // Three sleeps of 30 ms came before it was asked; the proxies on the way would give 30 s.
        Assert.InRange(left, 1, 20_000 - 90);
    }

    [Fact]
    public async Task A_cancellation_reaches_the_last_of_three_hops()
    {
        Delivery[] stops = [new(), new(), new()];
        IDelivery[] proxies = await ServersAsync(stops);
        using var stop = new CancellationTokenSource();
        Task call = proxies[0].WaitAsync([.. proxies[1..]], stop.Token);
        await Patience.UntilAsync(() => stops[^1].RunsOf("wait") == 1, "the last hop is reached");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Within());
        await Patience.UntilAsync(() => stops.All(static s => s.Cancelled == 1), "every hop was cancelled");
    }

    [Fact]
    public async Task A_deadline_ends_every_hop()
    {
        Delivery[] stops = [new(), new(), new()];
        IDelivery[] proxies = await ServersAsync(stops);
        RpcException late = await Assert.ThrowsAsync<RpcException>(() => RemoteProxy.With(proxies[0], new ProxyOptions { Timeout = TimeSpan.FromMilliseconds(500) }).WaitAsync([.. proxies[1..]]).Within());
        Assert.Equal(RpcStatus.DeadlineExceeded, late.Status);
        await Patience.UntilAsync(() => stops.All(static s => s.RunsOf("wait") == s.Cancelled), "every hop that was reached was cancelled");
    }

    private async Task<IDelivery[]> ServersAsync(Delivery[] stops)
    {
        var proxies = new List<IDelivery>();
        foreach (Delivery stop in stops)
        {
            (RpcServer server, _) = await StartServerAsync();
            proxies.Add(Client.Get<IDelivery>(server.Add<IDelivery>(stop)));
        }

        return [.. proxies];
    }
}
