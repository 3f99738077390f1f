using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Callers that stop waiting, and handlers that hear of it.</summary>
public abstract class CancellationSuite(TestTransport transport) : RpcTest(transport)
{
    private readonly Slow _slow = new();

    [Fact]
    public async Task An_awaiting_caller_returns_at_once_although_the_handler_goes_on()
    {
        ISlow proxy = Serve<ISlow>(_slow);
        using var stop = new CancellationTokenSource();
        Task<int> call = proxy.StubbornAsync(stop.Token);
        await Patience.UntilAsync(() => _slow.Begun == 1, "the handler has begun");
        await stop.CancelAsync();
        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Within(Patience.Soon));
        Assert.Equal(stop.Token, cancelled.CancellationToken);
        await Patience.UntilAsync(() => _slow.Cancelled == 1, "the handler's token has fired");
        Assert.Equal(3, proxy.Quick(3));
        _slow.Release();
    }

    [Fact]
    public async Task A_blocked_caller_returns_soon_although_the_handler_goes_on()
    {
        ISlow proxy = Serve<ISlow>(_slow);
        using var stop = new CancellationTokenSource();
        Task<int> call = Patience.Block(() => proxy.Stubborn(stop.Token));
        await Patience.UntilAsync(() => _slow.Begun == 1, "the handler has begun");
        await stop.CancelAsync();
        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Within(Patience.Soon));
        Assert.Equal(stop.Token, cancelled.CancellationToken);
        await Patience.UntilAsync(() => _slow.Cancelled == 1, "the handler's token has fired");
        Assert.Equal(3, proxy.Quick(3));
        _slow.Release();
    }

    [Fact]
    public async Task A_token_that_has_fired_already_stops_the_call_before_it_is_sent()
    {
        ISlow proxy = Serve<ISlow>(_slow);
        proxy.Quick(1);
        var fired = new CancellationToken(true);
        Assert.ThrowsAny<OperationCanceledException>(() => proxy.Stubborn(fired));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => proxy.StubbornAsync(fired).Within());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await proxy.QuickAsync(1, fired));
        Assert.Equal(0, _slow.Begun);
    }

    [Fact]
    public async Task Tokens_of_handlers_fire_when_their_callers_connection_ends()
    {
        RpcClient other = NewClient();
        ISlow proxy = other.Get<ISlow>(Server.Add<ISlow>(_slow));
        Task waiting = proxy.UntilCancelledAsync();
        Task blocked = Patience.Block(() => proxy.UntilCancelled());
        await Patience.UntilAsync(() => _slow.Begun == 2, "both handlers have begun");
        await other.DisposeAsync();
        await Patience.UntilAsync(() => _slow.Cancelled == 2, "both handlers' tokens have fired");
        await Assert.ThrowsAsync<RpcException>(() => waiting.Within());
        await Assert.ThrowsAsync<RpcException>(() => blocked.Within());
    }

    [Fact]
    public async Task Cancelling_races_with_answers_and_nothing_is_left()
    {
        ISlow proxy = Serve<ISlow>(_slow);
        await Parallel.ForAsync(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            using var stop = new CancellationTokenSource();
            ValueTask<int> call = proxy.QuickAsync(i, stop.Token);
            if (i % 2 == 0)
            {
                await stop.CancelAsync();
            }

            try
            {
                Assert.Equal(i, await call);
            }
            catch (OperationCanceledException exception) when (exception.CancellationToken == stop.Token)
            {
                // The other outcome that is right.
            }
        }).Within();
        Assert.Equal(0, Client.Connections.Single().PendingCalls);
        await Patience.UntilAsync(() => Server.Connections.Sum(c => c.RunningHandlers) == 0, "no handler runs");
    }

    [Fact]
    public async Task A_handler_that_cancels_itself_is_told_as_cancelled_by_the_other_side()
    {
        ICaught proxy = Serve<ICaught>(new Caught());
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => proxy.ThrowAsync("cancelled").Within());
        Assert.Equal(RpcStatus.Cancelled, exception.Status);
    }
}
