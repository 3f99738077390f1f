using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>Peers that are slow and within their time are waited for. What happens past it is shown beside the attacks.</summary>
public sealed class TimeEdgeTests
{
    [Fact]
    public async Task A_handshake_that_is_slow_and_in_time_is_taken()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { HandshakeTimeout = TimeSpan.FromSeconds(20) });
        using RawConnection peer = RawConnection.Connect(server.Uri);
        foreach (byte[] part in RawConnection.Hello().Chunk(8))
        {
            peer.Send(part);
            await Task.Delay(200);
        }

        Assert.Equal(RpcStatus.Ok, peer.ReadWelcome()?.Status);
        Assert.True(peer.Sync());
    }

    [Fact]
    public async Task A_slow_reader_that_reads_is_kept()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { SendTimeout = TimeSpan.FromSeconds(4) });
        using RawConnection peer = RawConnection.Open(server.Uri);
        const int Calls = 200;
        for (int i = 0; i < Calls; i++)
        {
            peer.Request(Arguments.Header("Bytes", timeout: 0), RpcCodec.Encode(new byte[60_000]));
        }

        // Twice the time in all, and never so long without reading.
        for (int i = 0; i < Calls; i++)
        {
            await Task.Delay(40);
            Assert.Equal(FrameType.Reply, peer.Read()?.Header.Type);
        }

        Assert.True(peer.Sync());
    }

    [Fact]
    public async Task A_peer_that_answers_pings_and_says_nothing_else_is_kept()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { KeepAliveInterval = TimeSpan.FromSeconds(1) });
        using RawConnection peer = RawConnection.Open(server.Uri);
        for (int pings = 0; pings < 5; pings++)
        {
            ReceivedFrame? frame = peer.Read();
            Assert.Equal(FrameType.Ping, frame?.Header.Type);
            peer.Send(Bytes.Frame(FrameType.Pong, FrameFlags.None, frame!.Header.Id, []));
        }

        Assert.True(peer.Sync());
    }
}
