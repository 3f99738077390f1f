using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>Bytes that claim to be more, longer or deeper than anything may be. The server is a process of its own, so that a full stack or heap is its own too.</summary>
public sealed class SizeAttackTests
{
    private const int Times = 50;

    [Fact]
    public async Task Frames_that_claim_four_gigabytes_end_their_connections()
    {
        await using AttackScene scene = await AttackScene.StartAsync();
        for (int i = 0; i < Times; i++)
        {
            using RawConnection peer = scene.Open();
            peer.Send(Bytes.FromHex("ffffffff 01 00 0000 0100000000000000"));
            peer.WaitForEnd();
        }

        ServerFigures after = await scene.EndAsync($"rpc.refused {ProtocolFault.FrameTooLong}", 1006);
        Assert.Equal(Times, after.Metric($"rpc.refused {ProtocolFault.FrameTooLong}"));
    }

    [Fact]
    public async Task A_header_without_end_is_cut_off_after_its_time()
    {
        await using AttackScene scene = await AttackScene.StartAsync("HandshakeTimeout=1000");
        RawConnection[] peers = [.. Enumerable.Range(0, 20).Select(_ => RawConnection.Connect(scene.Uri))];
        byte[] endless = [.. "SRPC"u8, 1, 0, 0, 64, .. new byte[Preface.MaxBody]];
        int at = 0;
        for (bool open = true; open && at < Preface.MaxBody; at += 8)
        {
            open = Array.TrueForAll(peers, peer => peer.Send(endless.AsSpan(at, 8)));
            await Task.Delay(5);
        }

        Array.ForEach(peers, static peer => peer.WaitForEnd());
        Array.ForEach(peers, static peer => peer.Dispose());
        await scene.EndAsync($"rpc.refused {nameof(RpcLimits.HandshakeTimeout)}", 1005);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_thousand_values_inside_each_other_are_refused_and_fill_no_stack(bool json)
    {
        await using AttackScene scene = await AttackScene.StartAsync();
        byte[][] values = json
            ? [DeepValues.NestedJson(10_000), DeepValues.UnknownJson(10_000), DeepValues.NestedJson(65), DeepValues.UnknownJson(65)]
            : [DeepValues.Nested(10_000), DeepValues.Nested(65)];
        CallHeader call = Arguments.Header("ReverseAsync", flags: json ? CallHeaderFlags.Json : CallHeaderFlags.None);
        using (RawConnection peer = scene.Open())
        {
            foreach (byte[] value in values)
            {
                ReceivedFrame answer = peer.ReadAnswer(peer.Request(call, value));
                Assert.Equal(FrameType.Error, answer.Header.Type);
                Assert.Equal(RpcOutcome.NotExecuted, answer.Error.Outcome);
                Assert.Contains(answer.Error.Reason, new[] { RpcErrorReason.OverLimit, RpcErrorReason.Undecodable });
            }

            // As deep as may be.
            Assert.Equal(FrameType.Reply, peer.ReadAnswer(peer.Request(call, json ? DeepValues.NestedJson(20) : DeepValues.Nested(30))).Header.Type);
            peer.Finish();
        }

        await scene.EndAsync(json ? "rpc.refused Undecodable" : "rpc.refused OverLimit", 1022);
    }

    [Fact]
    public async Task Ten_thousand_shapes_inside_each_other_end_their_connection()
    {
        await using AttackScene scene = await AttackScene.StartAsync();
        using (RawConnection peer = scene.Open())
        {
            byte[] shapes = Bytes.Of(output => ShapeTable.Write(output, [KeyValuePair.Create("Deep", new string('[', 10_000) + "s" + new string(']', 10_000))]));
            peer.Send(Bytes.Frame(FrameType.Shapes, FrameFlags.None, peer.NextId(), [.. Bytes.UInt32(1), .. shapes]));
            peer.WaitForEnd();
        }

        await scene.EndAsync($"rpc.refused {ProtocolFault.BadShapes}", 1006);
    }

    [Fact]
    public async Task A_million_items_in_ten_bytes_cost_nothing()
    {
        await using AttackScene scene = await AttackScene.StartAsync();
        using (RawConnection peer = scene.Open())
        {
            for (int i = 0; i < 1_000; i++)
            {
                ReceivedFrame answer = peer.Call(Arguments.Header("ReverseAsync"), [.. Arguments.Of(1_000_000), 1, 2, 3, 4, 5, 6]);
                Assert.Equal(RpcErrorReason.Undecodable, answer.Error.Reason);
            }

            peer.Finish();
        }

        ServerFigures after = await scene.EndAsync("rpc.refused Undecodable", 1022);

        // A million references would be 8 MB each time.
        Assert.InRange(after.Allocated - scene.Before.Allocated, 0, 1_000 * 64L * 1024);
    }

    [Fact]
    public async Task Lists_that_claim_more_at_each_of_64_levels_get_no_more_than_the_decode_budget()
    {
        const int Length = 64 * 1024 - 100;
        const long Budget = 64L * 64 * 1024;
        await using AttackScene scene = await AttackScene.StartAsync();
        using (RawConnection peer = scene.Open())
        {
            for (int i = 0; i < Times; i++)
            {
                ReceivedFrame answer = peer.Call(Arguments.Header("ReverseAsync"), DeepValues.Claims(64, Length));
                Assert.Equal(FrameType.Error, answer.Header.Type);
                Assert.Equal(RpcOutcome.NotExecuted, answer.Error.Outcome);
            }

            peer.Finish();
        }

        ServerFigures after = await scene.EndAsync("rpc.refused OverLimit", 1022);
        Assert.InRange(after.Allocated - scene.Before.Allocated, 0, (Times * Budget) + (16L * 1024 * 1024));
    }

    [Fact]
    public async Task A_hundred_thousand_keys_of_one_hash_cost_little_time()
    {
        await using AttackScene scene = await AttackScene.StartAsync();
        using (RawConnection peer = scene.Open())
        {
            ReceivedFrame answer = peer.ReadAnswer(peer.Request(Arguments.Header("IndexAsync", timeout: 60_000), DeepValues.CollidingKeys(100_000)));
            Assert.Equal(FrameType.Reply, answer.Header.Type);
        }

        // The answer of 1.2 MB was not read to its end, and the log tells.
        ServerFigures after = await scene.EndAsync("rpc.unsent.lost", 1092);
        Assert.InRange(after.Cpu - scene.Before.Cpu, TimeSpan.Zero, TimeSpan.FromSeconds(6));
    }
}
