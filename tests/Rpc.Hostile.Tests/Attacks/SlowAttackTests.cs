using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>Peers that hold on to what they have and do as little as they can.</summary>
public sealed class SlowAttackTests
{
    [Fact]
    public async Task Readers_that_stop_reading_are_dropped_after_their_time()
    {
        await using AttackScene scene = await AttackScene.StartAsync("SendTimeout=1000");
        RawConnection[] peers = [.. Enumerable.Range(0, 4).Select(_ => scene.Open())];
        byte[] echo = Bytes.Request(FrameFlags.None, 0, Arguments.Header("Bytes"), RpcCodec.Encode(new byte[60_000]));
        foreach (RawConnection peer in peers)
        {
            for (int i = 0; i < 300; i++)
            {
                BitConverter.TryWriteBytes(echo.AsSpan(8), peer.NextId());
                peer.Send(echo);
            }
        }

        Eventually.True(() => scene.Server.FiguresAsync().Result.Metric("rpc.connections") == 1, "the readers are dropped");
        Array.ForEach(peers, static peer => peer.Dispose());
        ServerFigures after = await scene.EndAsync($"rpc.refused {ProtocolFault.AnswersUnread}", 1006);
        Assert.Equal(4, after.Metric($"rpc.refused {ProtocolFault.AnswersUnread}"));
    }

    [Fact]
    public async Task One_byte_a_second_of_a_handshake_and_of_a_message_holds_nobody_back()
    {
        await using AttackScene scene = await AttackScene.StartAsync("HandshakeTimeout=2000", "IncompleteTimeout=1500");
        RawConnection[] shaking = [.. Enumerable.Range(0, 30).Select(_ => RawConnection.Connect(scene.Uri))];
        RawConnection[] sending = [.. Enumerable.Range(0, 30).Select(_ => scene.Open())];
        byte[] hello = RawConnection.Hello();
        byte[] frame = Bytes.Request(FrameFlags.None, 900, Arguments.Header("Add"), Arguments.Of(1, 2));

        // Of each message in chunks the first comes at once, and of what follows one byte a second.
        byte[] first = Bytes.Frame(FrameType.Request, FrameFlags.Chunked, 901, [.. Bytes.UInt32(100_000), .. frame.AsSpan(FrameHeader.Size)]);
        Array.ForEach(sending, peer => peer.Send(first));
        for (int second = 0; second < 5; second++)
        {
            await Task.Delay(1_000);
            Array.ForEach(shaking, peer => peer.Send(hello.AsSpan(second, 1)));
            Array.ForEach(sending, peer => peer.Send(frame.AsSpan(second, 1)));
        }

        Array.ForEach(shaking, static peer => peer.WaitForEnd());

        // The connections are alive, and so is what they send in the end.
        foreach (RawConnection peer in sending)
        {
            Assert.True(peer.Send(frame.AsSpan(5)));
            Assert.Equal(Arguments.Of(3), peer.ReadAnswer(900).Body);
            peer.Finish();
        }

        Array.ForEach(shaking, static peer => peer.Dispose());
        Array.ForEach(sending, static peer => peer.Dispose());
        ServerFigures after = await scene.EndAsync($"rpc.refused {nameof(RpcLimits.HandshakeTimeout)}", 1005);
        Assert.Equal(30, after.Metric($"rpc.refused {nameof(RpcLimits.HandshakeTimeout)}"));
        Assert.Equal(30, after.Metric("rpc.refused OverLimit"));
    }

    [Fact]
    public async Task Half_open_connections_are_found_dead()
    {
        await using AttackScene scene = await AttackScene.StartAsync("KeepAliveInterval=1000");

        // They neither close nor answer, as a machine does that lost its power.
        RawConnection[] gone = [.. Enumerable.Range(0, 30).Select(_ => scene.Open())];
        Eventually.True(() => scene.Server.FiguresAsync().Result.Metric("rpc.refused PeerSilent") == gone.Length, "the peers are found dead");
        await scene.EndAsync("rpc.refused PeerSilent", 1009);
        Array.ForEach(gone, static peer => peer.Dispose());
    }
}
