using Rpc.Hostile.Tests.Server;
using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>What ends a connection, and no other.</summary>
[Collection(nameof(AloneCollection))]
public sealed class EndTests
{
    [Fact]
    public async Task Pings_are_answered_while_their_answers_are_read()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Open(server.Uri);
        for (int i = 0; i < 2_000; i++)
        {
            Assert.True(peer.Sync());
        }
    }

    [Fact]
    public async Task A_flood_of_pings_whose_answers_nobody_reads_ends_its_connection()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection healthy = RawConnection.Open(server.Uri);
        using RawConnection peer = RawConnection.Open(server.Uri);
        byte[] pings = [.. Enumerable.Range(0, 4_000).SelectMany(static i => Bytes.Frame(FrameType.Ping, FrameFlags.None, (ulong)i, []))];
        while (peer.Send(pings))
        {
            // Until the server has had enough.
        }

        server.AssertEnded(peer, nameof(ProtocolFault.TooManyPings));
        Assert.True(healthy.Sync());
    }

    [Fact]
    public async Task A_flood_of_refused_calls_whose_answers_nobody_reads_ends_its_connection()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection healthy = RawConnection.Open(server.Uri);
        using RawConnection peer = RawConnection.Open(server.Uri);
        byte[] calls = [.. Enumerable.Range(0, 1_000).SelectMany(static i => Bytes.Request(FrameFlags.None, (ulong)i + 10, Arguments.Header("Add") with { Binding = 7 }, []))];
        while (peer.Send(calls))
        {
            // Until the server has had enough.
        }

        server.AssertEnded(peer, nameof(ProtocolFault.AnswersUnread));
        Assert.True(healthy.Sync());
    }

    [Fact]
    public async Task Answers_that_nobody_reads_do_not_fill_the_memory()
    {
        var limits = new RpcLimits { MaxMessageBytes = 1024 * 1024, MaxIncompleteBytes = 8 * 1024 * 1024, MaxUnsentBytes = 1024 * 1024 };
        await using AttackedServer server = await AttackedServer.StartAsync(limits);
        using RawConnection peer = RawConnection.Open(server.Uri);
        byte[] echo = Bytes.Request(FrameFlags.None, 0, Arguments.Header("Bytes"), RpcCodec.Encode(new byte[60_000]));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 3_000; i++)
        {
            BitConverter.TryWriteBytes(echo.AsSpan(8), peer.NextId());
            if (!peer.Send(echo))
            {
                break;
            }
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64 * 1024 * 1024);
    }

    [Fact]
    public async Task A_peer_that_reads_nothing_is_ended_after_its_time()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { SendTimeout = TimeSpan.FromSeconds(1) });
        using RawConnection peer = RawConnection.Open(server.Uri);
        byte[] echo = Bytes.Request(FrameFlags.None, 0, Arguments.Header("Bytes"), RpcCodec.Encode(new byte[60_000]));
        for (int i = 0; i < 400; i++)
        {
            BitConverter.TryWriteBytes(echo.AsSpan(8), peer.NextId());
            peer.Send(echo);
        }

        server.WaitForLog(peer, 1006, nameof(RpcLimits.SendTimeout));
    }

    [Fact]
    public async Task The_id_of_a_running_request_cannot_be_used_again_to_hide_a_second_handler()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Open(server.Uri);
        byte[] request = Bytes.Request(FrameFlags.None, 50, Arguments.Header("StubbornAsync"), Arguments.Of(1_000));
        for (int i = 0; i < 1_000 && peer.Send(request); i++)
        {
            // Until the server has had enough.
        }

        server.AssertEnded(peer, nameof(ProtocolFault.DuplicateId));
        Assert.InRange(server.Target.MostRunning, 1, 2);
    }

    [Fact]
    public async Task While_a_connection_that_was_found_broken_is_told_of_nothing_more_that_came_over_it_is_run()
    {
        var log = new LogBook { OnLine = static line => Thread.Sleep(line.Id == 1006 ? 500 : 0) };
        var target = new Target();
        await using var server = new RpcServer(new RpcServerOptions { LoggerFactory = log, DrainTimeout = TimeSpan.FromSeconds(5) });
        await server.ListenAsync("rpc://127.0.0.1:0", TestContext.Current.CancellationToken);
        using RawConnection peer = RawConnection.Open(server.Add<ITarget>(target, "target"));
        byte[] request = Bytes.Request(FrameFlags.None, 50, Arguments.Header("StubbornAsync"), Arguments.Of(1_000));

        peer.Send([.. Enumerable.Repeat(request, 200).SelectMany(static one => one)]);

        peer.WaitForEnd();
        Assert.InRange(target.MostRunning, 1, 2);
    }

    [Theory]
    [InlineData("FrameTooLong", "ffffffff 01 00 0000 0100000000000000")]
    [InlineData("UnknownFrameType", "00000000 63 00 0000 0100000000000000")]
    [InlineData("ReservedBits", "00000000 0c 00 0001 0100000000000000")]
    [InlineData("BodyCutOff", "04000000 01 00 0000 0100000000000000 01000000")]
    [InlineData("BodyTooLong", "05000000 0b 00 0000 0100000000000000 0100000000")]
    [InlineData("BadText", "1d000000 06 00 0000 0100000000000000 02000000 00 0000000000000000 04000000 ffffffff 00000000 00000000")]
    [InlineData("BadShapes", "12000000 08 00 0000 0900000000000000 01000000 01000000 01000000 61 01000000 7b")]
    [InlineData("BadChunk", "02000000 01 01 0000 0100000000000000 0100")]
    public async Task A_broken_frame_ends_its_connection_with_its_fault_in_the_log(string fault, string hex)
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection healthy = RawConnection.Open(server.Uri);
        using RawConnection peer = RawConnection.Open(server.Uri);
        peer.Send(Bytes.FromHex(hex));
        server.AssertEnded(peer, fault);
        Assert.True(healthy.Sync());
    }

    [Fact]
    public async Task More_credit_than_any_stream_can_have_ends_its_connection()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Open(server.Uri);
        byte[] stream = Bytes.Request(FrameFlags.None, 50, Arguments.Header("CountLate"), Arguments.Of(10));
        byte[] credit = Bytes.Frame(FrameType.Credit, FrameFlags.None, 50, Bytes.UInt32(uint.MaxValue));
        peer.Send([.. stream, .. credit]);
        server.AssertEnded(peer, nameof(ProtocolFault.CreditAbuse));
    }
}
