using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>No call waits for another one on its connection.</summary>
public abstract class HeadOfLineSuite(TestTransport transport) : RpcTest(transport)
{
    [Fact]
    public async Task Sixteen_handlers_that_block_hold_back_no_other()
    {
        using var slow = new Slow();
        ISlow proxy = Serve<ISlow>(slow);
        Task<int>[] blocked = [.. Enumerable.Range(0, 16).Select(_ => Patience.Block(() => proxy.Stubborn()))];
        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(i, proxy.Quick(i));
            Assert.Equal(i, await proxy.QuickAsync(i).AsTask().Within());
        }

        await Patience.UntilAsync(() => slow.Begun == 16, "all of them have begun");
        Assert.DoesNotContain(blocked, b => b.IsCompleted);

        // Only this call on the same connection lets them go on.
        proxy.Release();
        Assert.All(await Task.WhenAll(blocked).Within(), result => Assert.Equal(1, result));
        Assert.Single(Server.Connections);
    }

    [Fact]
    public async Task Handlers_that_block_before_their_first_await_hold_back_no_other()
    {
        using var slow = new Slow();
        ISlow proxy = Serve<ISlow>(slow);
        proxy.Quick(1);
        Task<int>[] blocked = [.. Enumerable.Range(0, 16).Select(_ => proxy.BlocksFirstAsync())];
        Assert.Equal(2, await proxy.QuickAsync(2).AsTask().Within());
        await Patience.UntilAsync(() => slow.Begun == 16, "all of them have begun");
        Assert.Equal(3, proxy.Quick(3));
        proxy.Release();
        Assert.All(await Task.WhenAll(blocked).Within(), result => Assert.Equal(1, result));
    }

    [Fact]
    public async Task Small_calls_beside_large_bodies_all_get_their_answers()
    {
        IValues large = Serve<IValues>(new Values());
        IShapes small = Serve<IShapes>(new Shapes());
        byte[] body = new byte[8 * 1024 * 1024];
        new Random(1).NextBytes(body);
        Task[] bodies = [.. Enumerable.Range(0, 4).Select(i => i % 2 == 0
            ? Patience.Block(() => Assert.Equal(body, large.Bytes(body)))
            : Task.Run(async () => Assert.Equal(body, await large.BytesAsync(body))))];
        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(i * i, small.Square(i));
            Assert.Equal(i * i, await small.SquareValueAsync(i).AsTask().Within());
        }

        await Task.WhenAll(bodies).Within();
    }

    [Fact]
    public async Task Two_peers_that_send_large_bodies_at_each_other_do_not_wait_for_one_another()
    {
        const int Size = 1024 * 1024;
        const int Times = 12;
        IReporter reporter = Serve<IReporter>(new Reporter());
        IValues values = Serve<IValues>(new Values());
        Task<int> there = reporter.EchoAsync(new Values(), Size, Times);
        Task<int> here = new Reporter().EchoAsync(values, Size, Times);
        Assert.Equal(Times, await there.Within());
        Assert.Equal(Times, await here.Within());
        Assert.Single(Server.Connections);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_and_the_connection_lives()
    {
        var limits = new RpcLimits { MaxMessageBytes = 100_000 };
        (RpcServer server, _) = await StartServerAsync(options: new RpcServerOptions { Limits = limits });
        IValues proxy = Client.Get<IValues>(server.Add<IValues>(new Values()));
        foreach (RpcException exception in new[] { Assert.Throws<RpcException>(() => proxy.Bytes(new byte[200_000])), await Assert.ThrowsAsync<RpcException>(async () => await proxy.BytesAsync(new byte[200_000])) })
        {
            Assert.Equal(RpcStatus.ResourceExhausted, exception.Status);
            Assert.Equal(RpcOutcome.NotExecuted, exception.Outcome);
            Assert.Contains("100000", exception.Message, StringComparison.Ordinal);
            Assert.Contains(nameof(RpcLimits.MaxMessageBytes), exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(50_000, proxy.Bytes(new byte[50_000]).Length);
        Assert.Single(server.Connections);
    }

    [Fact]
    public async Task A_result_over_the_callers_limit_is_told_and_the_connection_lives()
    {
        var limits = new RpcLimits { MaxMessageBytes = 100_000 };
        IStreams proxy = NewClient(new RpcClientOptions { Limits = limits }).Get<IStreams>(Server.Add<IStreams>(new Streams()));
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => proxy.Blocks(200_000, 1).ToListAsync());
        Assert.Equal(RpcStatus.ResourceExhausted, exception.Status);
        Assert.Equal(7, proxy.Quick(7));
        Assert.Single(Server.Connections);
    }
}
