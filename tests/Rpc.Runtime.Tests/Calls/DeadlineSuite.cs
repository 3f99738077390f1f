using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Callers that wait only so long.</summary>
public abstract class DeadlineSuite(TestTransport transport) : RpcTest(transport)
{
    private static readonly ProxyOptions s_short = new() { Timeout = TimeSpan.FromMilliseconds(100) };

    private readonly Slow _slow = new();

    [Fact]
    public async Task A_slow_call_that_is_awaited_fails_at_its_deadline_and_its_handler_is_cancelled()
    {
        ISlow proxy = Serve<ISlow>(_slow, s_short);
        await Fails(() => proxy.UntilCancelledAsync());
        await Patience.UntilAsync(() => _slow.Cancelled == _slow.Begun, "the handler's token has fired");
    }

    [Fact]
    public async Task A_slow_call_that_blocks_fails_at_its_deadline_and_its_handler_is_cancelled()
    {
        ISlow proxy = Serve<ISlow>(_slow, s_short);
        await Fails(() => Patience.Block(() => proxy.UntilCancelled()));
        await Patience.UntilAsync(() => _slow.Cancelled == _slow.Begun, "the handler's token has fired");
    }

    [Fact]
    public async Task A_deadline_holds_although_the_handler_goes_on_and_the_connection_stays()
    {
        ISlow patient = Serve<ISlow>(_slow);
        patient.Quick(1);
        ISlow proxy = RemoteProxy.With(patient, s_short);
        await Fails(() => proxy.StubbornAsync());
        await Fails(() => Patience.Block(() => proxy.Stubborn()));
        Assert.Equal(2, patient.Quick(2));
        Assert.Equal(0, Client.Connections.Single().PendingCalls);
        _slow.Release();
    }

    [Fact]
    public void What_is_left_of_the_time_travels()
    {
        double left = Serve<ISlow>(_slow, new ProxyOptions { Timeout = TimeSpan.FromSeconds(20) }).Remaining();
        Assert.InRange(left, 1, 20_100);
    }

    [Fact]
    public void A_proxy_without_a_limit_gives_none()
    {
        double left = Serve<ISlow>(_slow, new ProxyOptions { Timeout = Timeout.InfiniteTimeSpan }).Remaining();
        Assert.Equal(Timeout.InfiniteTimeSpan.TotalMilliseconds, left);
    }

    private static async Task Fails(Func<Task> call)
    {
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call().Within(Patience.Soon));
        Assert.Equal(RpcStatus.DeadlineExceeded, exception.Status);
        Assert.NotNull(exception.RemoteUri);
    }
}
