using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>Frames that are right one by one, sent by somebody who has no right to them.</summary>
public sealed class ForgeryAttackTests
{
    private const int Peers = 10;

    [Fact]
    public async Task Answers_that_nobody_asked_for_are_dropped_and_counted()
    {
        const int Answers = 30_000;
        await using AttackScene scene = await AttackScene.StartAsync();
        using (RawConnection peer = scene.Open())
        {
            for (int i = 0; i < Answers; i += 300)
            {
                peer.Send([.. Enumerable.Range(i, 100).SelectMany(static n => (byte[])[
                    .. Bytes.Frame(FrameType.Reply, FrameFlags.None, (ulong)n, [1, 2, 3, 4]),
                    .. Bytes.Frame(FrameType.StreamItems, FrameFlags.None, (ulong)n, [1, 2, 3, 4]),
                    .. Bytes.Frame(FrameType.StreamEnd, FrameFlags.None, (ulong)n, [])])]);
            }

            // It is its own harm only: its calls go on.
            Assert.Equal(Arguments.Of(3), peer.Call(Arguments.Header("Add"), Arguments.Of(1, 2)).Body);
            peer.Finish();
        }

        ServerFigures after = await scene.EndAsync("rpc.dropped AnswerForNobody", 1093);
        Assert.Equal(Answers, after.Metric("rpc.dropped AnswerForNobody"));
        Assert.InRange(after.Events(1093), 1, 100);
    }

    [Fact]
    public async Task A_call_that_is_sent_again_under_its_id_ends_its_connection()
    {
        await using AttackScene scene = await AttackScene.StartAsync();
        byte[] request = Bytes.Request(FrameFlags.None, 50, Arguments.Header("StubbornAsync"), Arguments.Of(1_000));
        for (int i = 0; i < Peers; i++)
        {
            using RawConnection peer = scene.Open();
            for (int sent = 0; sent < 1_000 && peer.Send(request); sent++)
            {
                // Until the server has had enough.
            }

            peer.WaitForEnd();
        }

        ServerFigures after = await scene.EndAsync($"rpc.refused {ProtocolFault.DuplicateId}", 1006);
        Assert.Equal(Peers, after.Metric($"rpc.refused {ProtocolFault.DuplicateId}"));
        Assert.InRange(after.MostRunning, 1, 2 * Peers);
    }

    [Theory]
    [InlineData("too much at once")]
    [InlineData("too much in sum")]
    [InlineData("chunks that were never sent")]
    public async Task Credit_that_nobody_can_have_ends_its_connection(string kind)
    {
        await using AttackScene scene = await AttackScene.StartAsync();
        for (int i = 0; i < Peers; i++)
        {
            using RawConnection peer = scene.Open();
            byte[] stream = Bytes.Request(FrameFlags.None, 50, Arguments.Header("CountLate"), Arguments.Of(1_000));
            peer.Send(kind switch
            {
                "too much at once" => [.. stream, .. Credit(50, uint.MaxValue)],
                "too much in sum" => [.. stream, .. Credit(50, int.MaxValue), .. Credit(50, int.MaxValue)],
                _ => Credit(0, 100),
            });
            peer.WaitForEnd();
        }

        ServerFigures after = await scene.EndAsync($"rpc.refused {ProtocolFault.CreditAbuse}", 1006);
        Assert.Equal(Peers, after.Metric($"rpc.refused {ProtocolFault.CreditAbuse}"));
    }

    [Fact]
    public async Task Frames_of_a_stream_that_come_again_after_its_end_change_nothing()
    {
        await using AttackScene scene = await AttackScene.StartAsync();
        for (int i = 0; i < Peers; i++)
        {
            using RawConnection peer = scene.Open();
            peer.Send(Bytes.Request(FrameFlags.None, 50, Arguments.Header("SumAsync"), [1]));
            ulong id = ReadFlow(peer);
            byte[] items = Bytes.Frame(FrameType.StreamItems, FrameFlags.None, id, Arguments.Of(1, 2, 3));
            byte[] end = Bytes.Frame(FrameType.StreamEnd, FrameFlags.None, id, []);
            peer.Send([.. items, .. end, .. items, .. end, .. end, .. items]);
            Assert.Equal(Arguments.Of(6), peer.ReadAnswer(50).Body);
            peer.Finish();
        }

        await scene.EndAsync("rpc.dropped AnswerForNobody", 1093);
    }

    private static byte[] Credit(ulong id, uint bytes) => Bytes.Frame(FrameType.Credit, FrameFlags.None, id, Bytes.UInt32(bytes));

    private static ulong ReadFlow(RawConnection peer)
    {
        while (peer.Read() is { } frame)
        {
            if (frame.Header.Type == FrameType.Request)
            {
                return frame.Header.Id;
            }
        }

        throw new IOException("The server ended the connection.");
    }
}
