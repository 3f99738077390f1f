using System.Text;
using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Xunit;

namespace Rpc.Hostile.Tests;

public sealed class HandshakeTests
{
    private static readonly byte[] s_tls = [0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3];

    [Fact]
    public async Task Http_and_tls_on_the_port_are_named_in_the_log()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        (byte[] Bytes, string Name)[] others =
        [
            (Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"), "it speaks HTTP"),
            (Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "it speaks HTTP"),
            (s_tls, "it opens with a TLS handshake"),
            (Encoding.ASCII.GetBytes("EHLO localhost\r\n"), "EHLO"),
        ];
        foreach ((byte[] bytes, string name) in others)
        {
            using RawConnection peer = RawConnection.Connect(server.Uri);
            peer.Send(bytes);
            peer.WaitForEnd();
            Assert.Equal("OtherProtocol", server.WaitForLog(peer, 1005, name).Fault);
        }
    }

    [Fact]
    public async Task Another_version_is_answered_before_the_connection_ends()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Connect(server.Uri);
        byte[] hello = RawConnection.Hello();
        hello[4] = 9;
        peer.Send(hello);
        WelcomePayload? welcome = peer.ReadWelcome();
        Assert.Equal(RpcStatus.FailedPrecondition, welcome?.Status);
        Assert.Contains("9.0", welcome?.Message, StringComparison.Ordinal);
        peer.WaitForEnd();
        server.WaitForLog(peer, 1005, "WrongVersion");
    }

    [Fact]
    public async Task A_hello_that_is_too_long_is_refused_before_it_is_read()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Connect(server.Uri);
        peer.Send([.. "SRPC"u8, 1, 0, 1, 64]);
        peer.WaitForEnd();
        server.WaitForLog(peer, 1005, "BadHandshake a handshake of 16385 bytes where 16384 is the most");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(20)]
    public async Task Half_a_handshake_ends_after_its_time(int bytes)
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { HandshakeTimeout = TimeSpan.FromMilliseconds(300) });
        using RawConnection peer = RawConnection.Connect(server.Uri);
        peer.Send(RawConnection.Hello().AsSpan(0, bytes));
        peer.WaitForEnd();
        server.WaitForLog(peer, 1005, "HandshakeTimeout");
    }

    [Fact]
    public async Task More_handshakes_than_may_be_pending_are_refused_at_once_and_by_name()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxPendingHandshakes = 2, HandshakeTimeout = TimeSpan.FromSeconds(60) });
        using RawConnection first = RawConnection.Connect(server.Uri);
        using RawConnection second = RawConnection.Connect(server.Uri);
        first.Send("SRP"u8);
        second.Send("SRP"u8);
        RawConnection? refused = null;
        using RawConnection third = RawConnection.Connect(server.Uri);
        refused = third;
        refused.WaitForEnd();
        server.WaitForLog(refused, 1004, nameof(RpcLimits.MaxPendingHandshakes));

        // The two go on, and their places become free.
        first.Send(RawConnection.Hello().AsSpan(3));
        Assert.Equal(RpcStatus.Ok, first.ReadWelcome()?.Status);
        Assert.True(first.Sync());
        using RawConnection fourth = RawConnection.Open(server.Uri);
        Assert.True(fourth.Sync());
    }

    [Fact]
    public async Task More_connections_than_there_may_be_are_refused_at_once_and_by_name()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxConnections = 2 });
        using RawConnection first = RawConnection.Open(server.Uri);
        RawConnection second = RawConnection.Open(server.Uri);
        using RawConnection third = RawConnection.Connect(server.Uri);
        third.WaitForEnd();
        server.WaitForLog(third, 1004, nameof(RpcLimits.MaxConnections));
        Assert.True(first.Sync());
        second.Dispose();
        server.WaitForLog(second, 1007, "");
        using RawConnection fourth = RawConnection.Open(server.Uri);
        Assert.True(fourth.Sync());
    }

    [Fact]
    public async Task A_session_that_arrives_byte_by_byte_works()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Connect(server.Uri);
        byte[] bind = Bytes.Frame(FrameType.Bind, FrameFlags.None, 1, Bytes.Of(new BindPayload(1, "target", 0, "", "", false).Write));
        byte[] add = Bytes.Request(FrameFlags.None, 2, Arguments.Header("Add"), Arguments.Of(20, 22));
        byte[] body = Bytes.Request(FrameFlags.None, 3, Arguments.Header("Echo"), Arguments.Of("chunked"))[FrameHeader.Size..];
        byte[] first = Bytes.Frame(FrameType.Request, FrameFlags.Chunked, 3, [.. Bytes.UInt32((uint)body.Length), .. body.AsSpan(0, 5)]);
        byte[] rest = Bytes.Frame(FrameType.Chunk, FrameFlags.None, 3, body[5..]);
        foreach (byte one in (byte[])[.. RawConnection.Hello(), .. bind, .. add, .. first, .. rest])
        {
            Assert.True(peer.Send([one]));
        }

        Assert.Equal(RpcStatus.Ok, peer.ReadWelcome()?.Status);
        Assert.Equal(FrameType.Bound, peer.ReadAnswer(1).Header.Type);
        Assert.Equal(Arguments.Of(42), peer.ReadAnswer(2).Body);
        Assert.Equal(Arguments.Of("chunked"), peer.ReadAnswer(3).Body);
    }

    [Fact]
    public async Task Frames_right_behind_the_hello_count()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Connect(server.Uri);
        byte[] bind = Bytes.Frame(FrameType.Bind, FrameFlags.None, 1, Bytes.Of(new BindPayload(1, "target", 0, "", "", false).Write));
        peer.Send([.. RawConnection.Hello(), .. bind, .. Bytes.Request(FrameFlags.None, 2, Arguments.Header("Add"), Arguments.Of(1, 2))]);
        Assert.Equal(RpcStatus.Ok, peer.ReadWelcome()?.Status);
        Assert.Equal(Arguments.Of(3), peer.ReadAnswer(2).Body);
    }
}
