using System.Buffers;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Memory that a handler returns is disposed once, after it was written.</summary>
public abstract class LendingSuite(TestTransport transport) : RpcTest(transport)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(300_000)]
    public async Task Memory_that_a_handler_returns_is_given_back_once(int size)
    {
        var lending = new Lending();
        ILending proxy = Serve<ILending>(lending);
        Check(proxy.Lend(size), size);
        Check(await proxy.LendLaterAsync(size).Within(), size);
        Assert.Null(proxy.LendNothing());
        await Patience.UntilAsync(() => lending.Returned == 2, "both are given back");
        Assert.Equal(2, lending.Lent);
    }

    [Fact]
    public async Task Memory_that_a_stream_yields_is_given_back_once()
    {
        const int Count = 50;
        var lending = new Lending();
        ILending proxy = Serve<ILending>(lending);
        int items = 0;
        await foreach (IMemoryOwner<byte> item in proxy.LendMany(2_000, Count))
        {
            Check(item, 2_000);
            items++;
        }

        Assert.Equal(Count, items);
        Assert.Equal((Count, Count), (lending.Lent, lending.Returned));
    }

    [Fact]
    public async Task Memory_that_nobody_can_be_sent_is_given_back_too()
    {
        var lending = new Lending();
        ILending proxy = Serve<ILending>(lending);
        RpcException refusal = Assert.Throws<RpcException>(() => proxy.Lend(65 * 1024 * 1024));
        Assert.Equal(RpcStatus.ResourceExhausted, refusal.Status);
        await Patience.UntilAsync(() => lending.Returned == 1, "it is given back");
    }

    [Fact]
    public void An_argument_that_is_returned_arrives_whole()
    {
        ILending proxy = Serve<ILending>(new Lending());
        using IMemoryOwner<byte> mine = new Lending().Lend(100_000);
        Check(proxy.Echo(mine), 100_000);
        Assert.Equal(Bulk.Body(100_000), mine.Memory.ToArray());
    }

    private static void Check(IMemoryOwner<byte> owner, int size)
    {
        using (owner)
        {
            Assert.Equal(Bulk.Body(size), owner.Memory.ToArray());
        }
    }
}
