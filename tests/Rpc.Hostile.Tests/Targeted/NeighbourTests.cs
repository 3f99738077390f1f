using Rpc.Hostile.Tests.Server;
using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>What a healthy client notices of its neighbours: nothing.</summary>
public sealed class NeighbourTests
{
    private const int SlowPeers = 40;

    [Fact]
    public async Task Peers_that_write_slowly_hold_nobody_back()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        RawConnection[] slow = [.. Enumerable.Range(0, SlowPeers).Select(_ => RawConnection.Open(server.Uri))];
        byte[] frame = Bytes.Request(FrameFlags.None, 5, Arguments.Header("Bytes"), RpcCodec.Encode(new byte[60_000]));
        await using var healthy = new HealthyClient(server.Uri);

        // Forty peers, each with about 10 KB/s, in the middle of a frame all the time.
        for (int round = 0; round < 30; round++)
        {
            foreach (RawConnection peer in slow)
            {
                Assert.True(peer.Send(frame.AsSpan(round * 1_000, 1_000)));
            }

            await Task.Delay(100);
        }

        await healthy.StopAsync();
        Array.ForEach(slow, static peer => peer.Dispose());
        Assert.Null(healthy.Failure);
        Assert.Equal(0, healthy.Wrong);
        Assert.InRange(healthy.Calls, (long)(100 * healthy.Elapsed.TotalSeconds), long.MaxValue);
        Assert.InRange(healthy.Longest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Peers_in_the_middle_of_their_handshake_hold_nobody_back()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        RawConnection[] half = [.. Enumerable.Range(0, 90).Select(_ => RawConnection.Connect(server.Uri))];
        Array.ForEach(half, static peer => peer.Send("SRP"u8));
        await using var healthy = new HealthyClient(server.Uri);
        await Task.Delay(1_000);
        await healthy.StopAsync();
        Array.ForEach(half, static peer => peer.Dispose());
        Assert.Null(healthy.Failure);
        Assert.Equal(0, healthy.Wrong);
        Assert.InRange(healthy.Longest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_stream_whose_handler_blocks_before_it_begins_still_has_its_credit()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        await using var client = new RpcClient();
        ITarget target = client.Get<ITarget>(server.Uri);
        for (int i = 0; i < 3; i++)
        {
            int seen = 0;
            await foreach (int item in target.CountLate(100).WithCancellation(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token))
            {
                Assert.Equal(seen++, item);
            }

            Assert.Equal(100, seen);
        }
    }
}
