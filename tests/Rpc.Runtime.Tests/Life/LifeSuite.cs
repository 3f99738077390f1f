using Rpc.Connections;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Connections and servers that begin, end and come again.</summary>
public abstract class LifeSuite(TestTransport transport) : RpcTest(transport)
{
    private readonly Slow _slow = new();

    [Fact]
    public async Task First_calls_at_once_make_one_connection()
    {
        ISlow proxy = Serve<ISlow>(_slow);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => i % 2 == 0
            ? Patience.Block(() => proxy.Quick(i))
            : proxy.QuickAsync(i).AsTask())).Within();
        Assert.Single(Server.Connections);
        Assert.Single(Client.Connections);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_is_lost_fails_every_call_under_way_as_maybe_executed(bool onServer)
    {
        ISlow proxy = Serve<ISlow>(_slow);
        Task<int>[] calls = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? proxy.StubbornAsync() : Patience.Block(() => proxy.Stubborn()))];
        await Patience.UntilAsync(() => _slow.Begun == 20, "all handlers have begun");
        RpcConnection lost = Client.Connections.Single();
        (onServer ? Server.Connections.Single() : lost).End("a test ends it");
        foreach (Task<int> call in calls)
        {
            RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.Within(Patience.Soon));
            Assert.Equal(RpcStatus.Unavailable, exception.Status);
            Assert.Equal(RpcOutcome.MaybeExecuted, exception.Outcome);
        }

        Assert.Equal(0, lost.PendingCalls);
        await Patience.UntilAsync(() => _slow.Cancelled == 20, "all handlers' tokens have fired");
        Assert.Equal(5, proxy.Quick(5));
        _slow.Release();
    }

    [Fact]
    public async Task A_proxy_works_again_when_its_server_has_come_back()
    {
        (RpcServer first, RemoteUri at) = await StartServerAsync();
        ISlow proxy = Client.Get<ISlow>(first.Add<ISlow>(_slow, "slow"));
        Assert.Equal(1, proxy.Quick(1));
        await first.StopAsync().AsTask().Within();
        RpcException exception = Assert.Throws<RpcException>(() => proxy.Quick(2));
        Assert.Equal(RpcStatus.Unavailable, exception.Status);
        Assert.Equal(RpcOutcome.NotExecuted, exception.Outcome);
        await Assert.ThrowsAsync<RpcException>(() => proxy.QuickAsync(2).AsTask().Within());
        (RpcServer second, _) = await StartServerAsync(at.ToString());
        second.Add<ISlow>(_slow, "slow");
        Assert.Equal(3, proxy.Quick(3));
        Assert.Equal(4, await proxy.QuickAsync(4).AsTask().Within());
    }

    [Fact]
    public async Task Stopping_lets_running_calls_end_and_takes_no_new_ones()
    {
        (RpcServer server, _) = await StartServerAsync(options: new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(20) });
        RemoteUri uri = server.Add<ISlow>(_slow);
        ISlow proxy = Client.Get<ISlow>(uri);
        ISlow other = NewClient().Get<ISlow>(uri);
        Assert.Equal(1, other.Quick(1));
        Task<int> awaited = proxy.StubbornAsync();
        Task<int> blocked = Patience.Block(() => proxy.Stubborn());
        await Patience.UntilAsync(() => _slow.Begun == 2, "both handlers have begun");
        Task stopping = server.StopAsync().AsTask();
        foreach (ISlow caller in new[] { proxy, other, NewClient().Get<ISlow>(uri) })
        {
            await Patience.UntilAsync(() => IsRefused(caller), "new calls are refused as not executed");
        }

        Assert.False(stopping.IsCompleted);
        _slow.Release();
        Assert.Equal(1, await awaited.Within());
        Assert.Equal(1, await blocked.Within());
        await stopping.Within();
        Assert.Empty(server.Connections);
    }

    [Fact]
    public async Task Stopping_ends_in_time_although_handlers_do_not()
    {
        (RpcServer server, _) = await StartServerAsync(options: new RpcServerOptions { DrainTimeout = TimeSpan.FromMilliseconds(200) });
        ISlow proxy = Client.Get<ISlow>(server.Add<ISlow>(_slow));
        Task<int> awaited = proxy.StubbornAsync();
        Task<int> blocked = Patience.Block(() => proxy.Stubborn());
        await Patience.UntilAsync(() => _slow.Begun == 2, "both handlers have begun");
        await server.StopAsync().AsTask().Within(Patience.Soon);
        foreach (Task<int> call in new[] { awaited, blocked })
        {
            RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.Within());
            Assert.Equal(RpcOutcome.MaybeExecuted, exception.Outcome);
        }

        await Patience.UntilAsync(() => _slow.Cancelled == 2, "the handlers' tokens have fired");
        _slow.Release();
    }

    [Fact]
    public async Task A_disposed_client_fails_its_calls_and_makes_no_more()
    {
        RpcClient client = NewClient();
        ISlow proxy = client.Get<ISlow>(Server.Add<ISlow>(_slow));
        Task<int> awaited = proxy.StubbornAsync();
        Task<int> blocked = Patience.Block(() => proxy.Stubborn());
        await Patience.UntilAsync(() => _slow.Begun == 2, "both handlers have begun");
        await client.DisposeAsync();
        await Assert.ThrowsAsync<RpcException>(() => awaited.Within());
        await Assert.ThrowsAsync<RpcException>(() => blocked.Within());
        Assert.Throws<ObjectDisposedException>(() => proxy.Quick(1));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => proxy.QuickAsync(1).AsTask().Within());
        await Patience.UntilAsync(() => Server.Connections.Count == 0, "the server has no connection any more");
        _slow.Release();
    }

    [Fact]
    public async Task Nobody_there_is_told_at_once_and_as_not_executed()
    {
        (RpcServer gone, _) = await StartServerAsync();
        ISlow proxy = Client.Get<ISlow>(gone.Add<ISlow>(_slow));
        await gone.DisposeAsync();
        foreach (RpcException exception in new[] { Assert.Throws<RpcException>(() => proxy.Quick(1)), await Assert.ThrowsAsync<RpcException>(() => proxy.QuickAsync(1).AsTask().Within()) })
        {
            Assert.Equal(RpcStatus.Unavailable, exception.Status);
            Assert.Equal(RpcOutcome.NotExecuted, exception.Outcome);
        }
    }

    private static bool IsRefused(ISlow proxy)
    {
        try
        {
            proxy.Quick(1);
            return false;
        }
        catch (RpcException exception)
        {
            Assert.Equal(RpcStatus.Unavailable, exception.Status);
            Assert.Equal(RpcOutcome.NotExecuted, exception.Outcome);
            return true;
        }
    }
}
