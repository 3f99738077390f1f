using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Calls inside calls, both ways over one connection.</summary>
public abstract class NestingSuite(TestTransport transport) : RpcTest(transport)
{
    private readonly Node _here = new("here");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Both_sides_wait_in_sync_calls_of_one_chain_over_one_connection(int times)
    {
        INode there = Serve<INode>(new Node("there"));
        Assert.Equal(times, await Patience.Block(() => there.Bounce(_here, times)));
        Assert.Equal(times, await Patience.Block(() => there.Bounce(_here, times)));
        Assert.Single(Server.Connections);
    }

    [Fact]
    public async Task The_same_with_awaits()
    {
        INode there = Serve<INode>(new Node("there"));
        Assert.Equal(100, await there.BounceAsync(_here, 100).AsTask().Within());
        Assert.Single(Server.Connections);
    }

    [Fact]
    public async Task Many_chains_at_once_do_not_wait_for_one_another()
    {
        INode there = Serve<INode>(new Node("there"));
        Task<int>[] chains = [.. Enumerable.Range(0, 16).Select(i => i % 2 == 0
            ? Patience.Block(() => there.Bounce(_here, 30))
            : there.BounceAsync(_here, 30).AsTask())];
        Assert.All(await Task.WhenAll(chains).Within(), times => Assert.Equal(30, times));
    }

    [Fact]
    public async Task A_callback_that_throws_reaches_its_caller_and_the_connection_lives()
    {
        INode there = Serve<INode>(new Node("there"));
        Assert.Equal(nameof(DivideByZeroException), await Patience.Block(() => there.Catch(_here)));
        Assert.Equal("there", there.Name());
        Assert.Single(Server.Connections);
    }

    [Fact]
    public async Task A_chain_over_three_servers_comes_back_to_the_first()
    {
        var nodes = new List<INode> { Serve<INode>(new Node("1")) };
        foreach (string name in new[] { "2", "3" })
        {
            (RpcServer server, _) = await StartServerAsync();
            nodes.Add(Client.Get<INode>(server.Add<INode>(new Node(name))));
        }

        INode first = nodes[0];
        Assert.Equal(3, await Patience.Block(() => first.Tour([nodes[1], nodes[2], first])));
        Assert.Equal(9, await Patience.Block(() => first.Tour([nodes[1], nodes[2], first, nodes[2], nodes[1], first, first, nodes[1], first])));
    }

    [Fact]
    public async Task A_chain_that_leaves_over_another_connection_finds_its_way_back()
    {
        (RpcServer second, _) = await StartServerAsync();
        INode one = Serve<INode>(new Node("1"));
        INode two = Client.Get<INode>(second.Add<INode>(new Node("2")));
        Assert.Equal("2", two.Name());

        // The caller's own thread serves its node, leaves for the second server, and is called back through the first.
        Assert.Equal(4, await Patience.Block(() => one.Tour([_here, two, one, _here])));
    }

    [Fact]
    public async Task Nesting_ends_at_the_limit_with_an_error()
    {
        var limits = new RpcLimits { MaxCallDepth = 20 };
        (RpcServer server, _) = await StartServerAsync(options: new RpcServerOptions { Limits = limits });
        INode there = NewClient(new RpcClientOptions { Limits = limits }).Get<INode>(server.Add<INode>(new Node("there")));
        Assert.Equal(19, await Patience.Block(() => there.Bounce(_here, 19)));
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => Patience.Block(() => there.Bounce(_here, 25)));
        Assert.Equal(RpcStatus.ResourceExhausted, exception.Status);
        Assert.Equal(RpcErrorReason.NestedTooDeep, exception.Reason);
        Assert.Equal("there", there.Name());
    }

    [Fact]
    public async Task The_deepest_nesting_that_the_wire_can_tell_overflows_no_stack()
    {
        INode there = Serve<INode>(new Node("there"));
        Assert.Equal(255, await Patience.Block(() => there.Bounce(_here, 255)));
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => Patience.Block(() => there.Bounce(_here, 300)));
        Assert.Equal(RpcErrorReason.NestedTooDeep, exception.Reason);
    }

    [Fact]
    public async Task A_stack_that_is_nearly_full_is_an_error_before_the_limit_is_reached()
    {
        INode there = Serve<INode>(new Node("there"));
        try
        {
            Assert.Equal(255, await OnSmallStack(() => there.Bounce(_here, 255)).Within());
        }
        catch (RpcException exception)
        {
            Assert.Equal(RpcErrorReason.NestedTooDeep, exception.Reason);
        }

        Assert.Equal("there", there.Name());
    }

    private static Task<int> OnSmallStack(Func<int> function)
    {
        var result = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(
            () =>
            {
                try
                {
                    result.SetResult(function());
                }
                catch (RpcException exception)
                {
                    result.SetException(exception);
                }
            },
            maxStackSize: 256 * 1024).Start();
        return result.Task;
    }
}
