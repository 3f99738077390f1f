using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What needs processes of its own: chains through several, and ends without a word.</summary>
public sealed class ProcessTests() : RpcTest(TestTransport.Tcp)
{
    [Fact]
    public async Task A_chain_over_three_processes_comes_back_to_the_first()
    {
        await using NodeProcess two = await NodeProcess.StartAsync();
        await using NodeProcess three = await NodeProcess.StartAsync();
        INode first = Serve<INode>(new Node("first"));
        INode second = Client.Get<INode>(two.Node);
        INode third = Client.Get<INode>(three.Node);
        Assert.Equal(3, await Patience.Block(() => first.Tour([second, third, first])));
        Assert.Equal(8, await Patience.Block(() => second.Tour([third, first, second, third, first, third, second, first])));

        // A callback object that has no address travels along the chain too.
        Assert.Equal(2, await Patience.Block(() => second.Tour([first, new Node("here")])));
    }

    [Fact]
    public async Task A_proxy_passed_on_to_a_third_process_works_there_and_equals_the_first()
    {
        await using NodeProcess two = await NodeProcess.StartAsync();
        await using NodeProcess three = await NodeProcess.StartAsync();
        INode second = Client.Get<INode>(two.Node);
        INode third = Client.Get<INode>(three.Node);
        Assert.Equal(nameof(DivideByZeroException), second.Catch(third));
        Assert.Equal(third, second.Echo(third));
        Assert.Equal(third.Name(), second.Echo(third).Name());
    }

    [Fact]
    public async Task A_server_that_is_killed_fails_every_call_soon_and_the_proxy_works_when_it_is_back()
    {
        await using NodeProcess server = await NodeProcess.StartAsync();
        ISlow proxy = Client.Get<ISlow>(server.Slow, new ProxyOptions { Timeout = Timeout.InfiniteTimeSpan });
        Assert.Equal(1, proxy.Quick(1));
        Task[] calls = [.. Enumerable.Range(0, 10).SelectMany(_ => new Task[] { proxy.UntilCancelledAsync(), Patience.Block(() => proxy.UntilCancelled()) })];
        await Patience.UntilAsync(() => Client.Connections.Single().PendingCalls == calls.Length, "all calls are under way");
        server.Kill();
        foreach (Task call in calls)
        {
            RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.Within(Patience.Soon));
            Assert.Equal(RpcStatus.Unavailable, exception.Status);
            Assert.Equal(RpcOutcome.MaybeExecuted, exception.Outcome);
        }

        Assert.Throws<RpcException>(() => proxy.Quick(2));
        await using NodeProcess again = await NodeProcess.StartAsync(server.Address);
        Assert.Equal(3, proxy.Quick(3));
        Assert.Equal(4, await proxy.QuickAsync(4).AsTask().Within());
    }

    [Fact]
    public async Task A_caller_that_is_killed_lets_its_handlers_token_fire()
    {
        using var slow = new Slow();
        await using ProgramRun caller = NodeProcess.Call(Server.Add<ISlow>(slow).ToString());
        await Patience.UntilAsync(() => slow.Begun == 1, "the handler has begun");
        caller.Kill();
        await Patience.UntilAsync(() => slow.Cancelled == 1, "the handler's token has fired");
        await Patience.UntilAsync(() => Server.Connections.Count == 0, "the connection is gone");
    }
}
