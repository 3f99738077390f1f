using Rpc.Hostile.Tests.Server;
using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>What costs one call, and not the connection.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task Unknown_numbers_of_bindings_and_methods_and_unknown_objects_are_refused_and_the_connection_lives()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Open(server.Uri);
        CallHeader add = Arguments.Header("Add");
        AssertRefused(peer.Call(add with { Binding = 99 }, Arguments.Of(1, 2)), RpcStatus.NotFound, RpcErrorReason.NoSuchObject, "99");
        AssertRefused(peer.Call(add with { Method = 999 }, Arguments.Of(1, 2)), RpcStatus.Unimplemented, RpcErrorReason.NoSuchMethod, "999");
        AssertRefused(peer.Bind(2, "nobody"), RpcStatus.NotFound, RpcErrorReason.NoSuchObject, "nobody");
        AssertRefused(peer.Bind(2, "", reference: 12), RpcStatus.NotFound, RpcErrorReason.NoSuchObject, "12");
        AssertRefused(peer.Call(add, Arguments.Of(1)), RpcStatus.InvalidArgument, RpcErrorReason.Undecodable, "Add");
        Assert.Equal(Arguments.Of(3), peer.Call(add, Arguments.Of(1, 2)).Body);
    }

    [Fact]
    public async Task A_long_object_id_is_not_echoed()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Open(server.Uri);
        Assert.InRange(peer.Bind(2, new string('x', 60_000)).Body.Length, 1, 1_000);
    }

    [Fact]
    public async Task An_object_that_was_removed_answers_no_more()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Open(server.Uri);
        Assert.True(server.Remove());
        AssertRefused(peer.Call(Arguments.Header("Add"), Arguments.Of(1, 2)), RpcStatus.NotFound, RpcErrorReason.NoSuchObject, "target");
        AssertRefused(peer.Bind(2, "target"), RpcStatus.NotFound, RpcErrorReason.NoSuchObject, "target");
        Assert.True(peer.Sync());
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_with_option_and_number_and_the_connection_lives()
    {
        const int Limit = 200_000;
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxMessageBytes = Limit });
        using RawConnection peer = RawConnection.Open(server.Uri);
        byte[] body = Bytes.Request(FrameFlags.None, 0, Arguments.Header("Bytes"), RpcCodec.Encode(new byte[Limit]))[FrameHeader.Size..];
        ulong id = peer.NextId();
        peer.Send(Bytes.Frame(FrameType.Request, FrameFlags.Chunked, id, [.. Bytes.UInt32((uint)body.Length), .. body.AsSpan(0, FrameHeader.MaxChunk)]));
        AssertRefused(peer.ReadAnswer(id), RpcStatus.ResourceExhausted, RpcErrorReason.OverLimit, $"MaxMessageBytes of this side is {Limit}");
        Assert.Equal(Arguments.Of(3), peer.Call(Arguments.Header("Add"), Arguments.Of(1, 2)).Body);
        for (int at = FrameHeader.MaxChunk; at < body.Length; at += FrameHeader.MaxChunk)
        {
            peer.Send(Bytes.Frame(FrameType.Chunk, FrameFlags.None, id, body.AsSpan(at, Math.Min(FrameHeader.MaxChunk, body.Length - at)).ToArray()));
        }

        Assert.True(peer.Sync());
    }

    [Fact]
    public async Task A_real_client_hears_of_the_limit_too_and_calls_on()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxMessageBytes = 200_000 });
        await using var client = new RpcClient();
        ITarget target = client.Get<ITarget>(server.Uri);
        RpcException exception = Assert.Throws<RpcException>(() => target.Bytes(new byte[200_000]));
        Assert.Equal(RpcStatus.ResourceExhausted, exception.Status);
        Assert.Equal(RpcOutcome.NotExecuted, exception.Outcome);
        Assert.Contains("MaxMessageBytes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("200000", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, target.Add(1, 2));
    }

    [Fact]
    public async Task Cancelling_does_not_make_room_for_more_handlers_than_may_run()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxRunningHandlers = 10 });
        using RawConnection peer = RawConnection.Open(server.Uri);
        ulong last = 0;
        for (int i = 0; i < 500; i++)
        {
            last = peer.NextId();
            peer.Send(Bytes.Request(FrameFlags.None, last, Arguments.Header("StubbornAsync"), Arguments.Of(2_000)));
            peer.Send(Bytes.Frame(FrameType.Cancel, FrameFlags.None, last, []));
        }

        AssertRefused(peer.ReadAnswer(last), RpcStatus.ResourceExhausted, RpcErrorReason.OverLimit, "MaxRunningHandlers of this side is 10");
        Assert.InRange(server.Target.MostRunning, 1, 10);
    }

    [Fact]
    public async Task Calls_nested_without_end_are_refused_before_the_stack_is_full()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxOpenRequests = 1_000_000 });
        using RawConnection peer = RawConnection.Open(server.Uri);
        byte[] arguments = [.. Arguments.Reference(1), .. Arguments.Of(5)];

        // Thousands of calls wait for each other: on a machine with other work they take their time.
        CallHeader ask = Arguments.Header("AskPatiently", timeout: 600_000);
        peer.Send(Bytes.Request(FrameFlags.None, peer.NextId(), ask, arguments));

        // Each callback is answered with the call again, in its chain and always at depth 1.
        for (int nested = 0; ;)
        {
            Assert.InRange(nested, 0, 100_000);
            ReceivedFrame frame = peer.Read() ?? throw new IOException("the server ended the connection");
            if (frame.Header.Type == FrameType.Bind)
            {
                peer.Send(Bytes.Frame(FrameType.Bound, FrameFlags.None, frame.Header.Id, Bytes.Of(BoundPayload.Same.Write)));
            }
            else if (frame.Header.Type == FrameType.Request)
            {
                nested++;
                peer.Send(Bytes.Request(FrameFlags.None, peer.NextId(), ask with { Chain = CallHeader.Read(frame.Body).Chain, Depth = 1 }, arguments));
            }
            else if (frame.Header.Type == FrameType.Error)
            {
                Assert.Equal(RpcStatus.ResourceExhausted, frame.Error.Status);
                Assert.Equal(RpcErrorReason.NestedTooDeep, frame.Error.Reason);
                break;
            }
        }

        using RawConnection other = RawConnection.Open(server.Uri);
        Assert.Equal(Arguments.Of(3), other.Call(Arguments.Header("Add"), Arguments.Of(1, 2)).Body);
    }

    private static void AssertRefused(ReceivedFrame answer, RpcStatus status, RpcErrorReason reason, string part)
    {
        Assert.Equal(FrameType.Error, answer.Header.Type);
        Assert.Equal(status, answer.Error.Status);
        Assert.Equal(RpcOutcome.NotExecuted, answer.Error.Outcome);
        Assert.Equal(reason, answer.Error.Reason);
        Assert.Contains(part, answer.Error.Message, StringComparison.Ordinal);
    }
}
