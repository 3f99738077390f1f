using Rpc.Naming;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Names while the name server is away, comes back without its memory, or has not heard of a server yet.</summary>
public sealed class OutageTests : NamesTest
{
    private static readonly PublishOptions s_short = new() { Mode = RegisterMode.Add, Lease = TimeSpan.FromSeconds(3) };

    [Fact]
    public async Task Calls_go_on_while_the_name_server_is_down_and_every_server_is_listed_again_within_a_lease_of_its_return()
    {
        Delivery one = (await PublishAsync("d", s_short)).Object;
        Delivery two = (await PublishAsync("d", s_short)).Object;
        await PublishAsync("other", s_short);
        IDelivery proxy = Client.Get<IDelivery>("rpcname:d");
        await UntilAllAnswerAsync(proxy, one, two);
        using var stop = new CancellationTokenSource();
        Task<int> calling = Task.Run(async () =>
        {
            int calls = 0;
            for (; !stop.IsCancellationRequested; calls++)
            {
                Assert.Equal("x", await proxy.AskAsync("x").Within());
                await Task.Delay(1);
            }

            return calls;
        });
        await StopNameServerAsync();
        await Task.Delay(4_000);
        Assert.False(calling.IsCompleted);

        // A new proxy of a known name needs no name server either.
        Assert.Equal("y", await Client.Get<IDelivery>("rpcname:d").AskAsync("y").Within());
        await StartNameServerAsync();
        await Patience.UntilAsync(() => Listed() == (2, 1), "every server is listed again", s_short.Lease!.Value + TimeSpan.FromSeconds(2));
        await stop.CancelAsync();
        Assert.True(await calling.Within() > 100);
    }

    [Fact]
    public async Task A_name_server_that_comes_back_with_some_of_the_instances_takes_no_calls_from_the_others()
    {
        (_, Delivery one, _) = await PublishAsync("d");
        (_, Delivery two, _) = await PublishAsync("d");
        IDelivery proxy = Client.Get<IDelivery>("rpcname:d");
        await UntilAllAnswerAsync(proxy, one, two);
        string first = (await Inside.LookupAsync("d")).Instances[0].Uri;
        await StopNameServerAsync();
        await StartNameServerAsync();
        await Inside.RegisterAsync(new NameRegistration("d", first, "s", LeaseSeconds: 60, Mode: RegisterMode.Add));
        await WatchedAgainAsync();
        for (int i = 0; i < 100; i++)
        {
            await proxy.AskAsync("load").Within();
        }

        Assert.True(one.RunsOf("load") > 0 && two.RunsOf("load") > 0, $"{one.RunsOf("load")} and {two.RunsOf("load")} calls");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_first_call_waits_for_a_server_that_starts_later(bool sync)
    {
        var patient = new ProxyOptions { WaitForName = true, Timeout = TimeSpan.FromSeconds(25) };
        IDelivery proxy = Client.Get<IDelivery>("rpcname:later", patient);
        await StopNameServerAsync();
        Task<string> call = sync ? Patience.Block(() => proxy.Ask("k")) : proxy.AskAsync("k");
        await Task.Delay(200);
        await StartNameServerAsync();
        await Task.Delay(200);
        Assert.False(call.IsCompleted);
        (_, Delivery target, _) = await PublishAsync("later");
        Assert.Equal("k", await call.Within());
        Assert.Equal(1, target.RunsOf("k"));
    }

    [Fact]
    public async Task A_call_that_waits_for_a_name_in_vain_fails_at_its_deadline_and_says_for_what()
    {
        IDelivery proxy = Client.Get<IDelivery>("rpcname:never", new ProxyOptions { WaitForName = true, Timeout = TimeSpan.FromMilliseconds(300) });

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => proxy.AskAsync("k").Within());
        Assert.Equal((RpcStatus.DeadlineExceeded, RpcOutcome.NotExecuted), (error.Status, error.Outcome));
        Assert.Contains("never", error.Message, StringComparison.Ordinal);
        Assert.Equal(RpcStatus.NotFound, (await Assert.ThrowsAsync<RpcException>(() => Client.Get<IDelivery>("rpcname:never").AskAsync("k").Within())).Status);
    }

    [Fact]
    public async Task A_client_that_ends_leaves_no_watch_behind()
    {
        await PublishAsync("d");
        RpcClient client = NewClient();
        await client.Get<IDelivery>("rpcname:d").AskAsync("x").Within();
        await Patience.UntilAsync(() => client.Connections.Any(static c => c.PendingCalls == 1), "the name is watched");
        await client.DisposeAsync();
        await StopNameServerAsync();
    }

    [Fact]
    public async Task A_name_whose_proxies_are_gone_is_not_watched_any_more()
    {
        await PublishAsync("d");
        CallOnce("d");
        await Patience.UntilAsync(() => WatchesOf(Client) == 1, "the name is watched");
        await Patience.UntilAsync(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return WatchesOf(Client) == 0;
            },
            "the watch has ended");
    }

    [Fact]
    public async Task A_client_of_many_names_watches_a_bounded_number_and_calls_all()
    {
        (RpcServer server, _) = await StartServerAsync();
        RemoteUri uri = server.Add<IDelivery>(new Delivery(), "d");
        var proxies = new List<IDelivery>();
        for (int i = 0; i < NameWatching.Most + 20; i++)
        {
            await Inside.RegisterAsync(new NameRegistration($"d{i}", uri.ToString(), "s", LeaseSeconds: 0));
            proxies.Add(Client.Get<IDelivery>($"rpcname:d{i}"));
            Assert.Equal("x", await proxies[i].AskAsync("x").Within());
        }

        await Patience.UntilAsync(() => WatchesOf(Client) == NameWatching.Most, "as many are watched as may be");
        await Task.Delay(100);
        Assert.Equal(NameWatching.Most, WatchesOf(Client));
        GC.KeepAlive(proxies);
    }

    /// <summary>In a method of its own, so that nothing of it is left on the test's stack.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private void CallOnce(string name) => Client.Get<IDelivery>($"rpcname:{name}").Ask("x");

    private static int WatchesOf(RpcClient client) => client.Connections.Sum(static c => c.PendingCalls);

    private (int Instances, int Others) Listed()
    {
        NamePage page = Inside.ListAsync().GetAwaiter().GetResult();
        int Of(string name) => page.Entries.Where(entry => entry.Name == name).Sum(static entry => entry.Instances.Count);
        return (Of("d"), Of("other"));
    }

    /// <summary>The client has a watch again, which has seen all there is.</summary>
    private async Task WatchedAgainAsync()
    {
        await Patience.UntilAsync(() => Client.Connections.Any(static c => c.PendingCalls == 1), "the name is watched again");
        await Client.Names.WaitAsync(RemoteUri.ForName("d"), TimeSpan.FromSeconds(10));
    }
}
