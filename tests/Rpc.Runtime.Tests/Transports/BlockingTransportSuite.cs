using Rpc.Transports;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What transports promise beside that with which a thread can block.</summary>
public abstract class BlockingTransportSuite(TestTransport transport) : TransportSuite(transport)
{
    [Fact]
    public async Task Blocking_operations_carry_the_same_bytes()
    {
        Assert.SkipUnless(Client.CanBlock, "Here sockets never block.");
        byte[] up = RandomBytes(3, 3_000_000);
        Task<byte[]> atServer = Patience.Block(() => ReadBlocking(Server, up.Length));
        await Patience.Block(() => Client.Send(up));
        Assert.Equal(up, await atServer);
        Assert.True(Client.CanBlock);
    }

    [Fact]
    public async Task A_send_that_does_not_wait_says_how_much_it_took()
    {
        Assert.SkipUnless(Client.CanBlock, "Here sockets never block.");
        byte[] up = RandomBytes(4, 16_000_000);
        int sent = await Patience.Block(() => Client.TrySend(up));
        Assert.InRange(sent, 1, up.Length - 1);
        Assert.Equal(0, await Patience.Block(() => FillUp(up, ref sent)));
        Task<byte[]> atServer = Patience.Block(() => ReadBlocking(Server, up.Length));
        await Patience.Block(() => Client.Send(up.AsSpan(sent)));
        Assert.Equal(up, await atServer);
    }

    [Fact]
    public async Task A_blocking_receive_returns_when_nothing_comes()
    {
        Assert.SkipUnless(Client.CanBlock, "Here sockets never block.");
        Assert.Equal(-1, await Patience.Block(() => Server.Receive(new byte[8])));
        Assert.False(Server.HasInput);
        await Patience.Block(() => Client.Send([1, 2]));
        await Patience.UntilAsync(() => Server.HasInput, "input is there");
        Assert.Equal(2, await Patience.Block(() => Server.Receive(new byte[8])));
    }

    private static byte[] ReadBlocking(TransportConnection connection, int count)
    {
        byte[] bytes = new byte[count];
        for (int have = 0; have < count;)
        {
            int received = connection.Receive(bytes.AsSpan(have));
            Assert.NotEqual(0, received);
            have += Math.Max(received, 0);
        }

        return bytes;
    }

    private int FillUp(byte[] bytes, ref int sent)
    {
        int last;
        do
        {
            last = Client.TrySend(bytes.AsSpan(sent));
            sent += last;
        }
        while (last > 0);

        return last;
    }
}
