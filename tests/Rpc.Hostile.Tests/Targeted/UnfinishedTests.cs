using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>Requests that are begun and not finished cost their sender a refusal, and nobody else anything.</summary>
[Collection(nameof(AloneCollection))]
public sealed class UnfinishedTests
{
    private static readonly byte[] s_third = Arguments.Of(3);

    [Fact]
    public async Task Too_many_incomplete_bytes_are_refused_and_the_connection_lives()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxMessageBytes = 1024 * 1024, MaxIncompleteBytes = 1024 * 1024 });
        using RawConnection peer = RawConnection.Open(server.Uri);
        for (ulong id = 10; id < 26; id++)
        {
            peer.Send(First(id));
        }

        peer.Send(First(26));
        AssertRefused(peer.ReadAnswer(26), "MaxIncompleteBytes of this side is 1048576");
        AssertAlive(server, peer);

        // Cancelling one makes room for another.
        peer.Send(Bytes.Frame(FrameType.Cancel, FrameFlags.None, 10, []));
        peer.Send(First(27));
        Assert.True(peer.Sync());
        peer.Send(Bytes.Frame(FrameType.Chunk, FrameFlags.None, 27, new byte[100]));
        AssertRefused(peer.ReadAnswer(27), nameof(RpcLimits.MaxIncompleteBytes));
        AssertAlive(server, peer);
    }

    [Fact]
    public async Task Connections_together_are_bounded_and_give_all_back_when_they_end()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxMessageBytes = 1024 * 1024, MaxIncompleteBytesInAll = 1024 * 1024 });
        for (int round = 0; round < 3; round++)
        {
            using RawConnection one = RawConnection.Open(server.Uri);
            using RawConnection two = RawConnection.Open(server.Uri);
            for (ulong id = 10; id < 18; id++)
            {
                one.Send(First(id));
                two.Send(First(id));
            }

            Assert.True(one.Sync());
            Assert.True(two.Sync());
            one.Send(First(18));
            AssertRefused(one.ReadAnswer(18), "MaxIncompleteBytesInAll of this side is 1048576");
            AssertAlive(server, one);
            one.Finish();
            two.Finish();
        }
    }

    [Fact]
    public async Task More_open_requests_than_may_be_are_refused_whatever_depth_they_claim()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxOpenRequests = 20 });
        using RawConnection peer = RawConnection.Open(server.Uri);
        for (ulong id = 10; id < 20; id++)
        {
            peer.Send(First(id));
            peer.Send(Bytes.Request(FrameFlags.None, 100 + id, Arguments.Header("StubbornAsync") with { Depth = 1, Chain = id }, Arguments.Of(20_000)));
        }

        Assert.True(peer.Sync());
        peer.Send(Bytes.Request(FrameFlags.None, 200, Arguments.Header("Add") with { Depth = 1 }, Arguments.Of(1, 2)));
        AssertRefused(peer.ReadAnswer(200), "MaxOpenRequests of this side is 20");
        peer.Send(First(201));
        AssertRefused(peer.ReadAnswer(201), "MaxOpenRequests of this side is 20");
        peer.Send(Bytes.Frame(FrameType.Cancel, FrameFlags.None, 10, []));
        Assert.Equal(s_third, peer.Call(Arguments.Header("Add"), Arguments.Of(1, 2)).Body);
    }

    [Fact]
    public async Task A_request_of_which_nothing_more_comes_is_dropped_and_told()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { IncompleteTimeout = TimeSpan.FromMilliseconds(500) });
        using RawConnection peer = RawConnection.Open(server.Uri);
        peer.Send(First(10));
        AssertRefused(peer.ReadAnswer(10), nameof(RpcLimits.IncompleteTimeout));

        // What comes too late is passed over.
        peer.Send(Bytes.Frame(FrameType.Chunk, FrameFlags.None, 10, new byte[100]));
        AssertAlive(server, peer);
    }

    [Fact]
    public async Task Answers_in_chunks_that_nobody_asked_for_are_not_kept()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Open(server.Uri);
        byte[] many = [.. Enumerable.Range(0, 20_000).SelectMany(static i => Bytes.Frame(FrameType.Reply, FrameFlags.Chunked, (ulong)i, [.. Bytes.UInt32(1_000_000), 1]))];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        peer.Send(many);
        AssertAlive(server, peer);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 * 1024 * 1024);
    }

    private static byte[] First(ulong id) => Bytes.Frame(FrameType.Request, FrameFlags.Chunked, id, [.. Bytes.UInt32(1_000_000), .. new byte[FrameHeader.MaxChunk]]);

    private static void AssertAlive(AttackedServer server, RawConnection peer)
    {
        using RawConnection healthy = RawConnection.Open(server.Uri);
        Assert.Equal(s_third, healthy.Call(Arguments.Header("Add"), Arguments.Of(1, 2)).Body);
        Assert.True(peer.Sync());
    }

    private static void AssertRefused(ReceivedFrame answer, string part)
    {
        Assert.Equal(FrameType.Error, answer.Header.Type);
        Assert.Equal(RpcStatus.ResourceExhausted, answer.Error.Status);
        Assert.Equal(RpcOutcome.NotExecuted, answer.Error.Outcome);
        Assert.Contains(part, answer.Error.Message, StringComparison.Ordinal);
    }
}
