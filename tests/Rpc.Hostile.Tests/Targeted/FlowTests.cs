using Rpc.Hostile.Tests.Server;
using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>Peers that misuse what travels beside a call: nobody hangs, nothing is left, and no other connection notices.</summary>
public sealed class FlowTests
{
    public static TheoryData<string> Answers => ["a reply", "an error", "noise", "half an item", "an endless item", "nothing, and then a cancel"];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_caller_that_answers_for_its_stream_with_something_else_fails_its_own_call(string answer)
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection healthy = RawConnection.Open(server.Uri);
        foreach (string method in new[] { "SumAsync", "LengthAsync" })
        {
            using RawConnection peer = RawConnection.Open(server.Uri);
            peer.Send(Bytes.Request(FrameFlags.None, 50, Arguments.Header(method), [1]));
            ReceivedFrame asked = ReadFlow(peer);
            Assert.Equal(50UL, BitConverter.ToUInt64(asked.Body, CallHeader.Size));
            peer.Send(Answer(answer, asked.Header.Id));
            if (answer != "nothing, and then a cancel")
            {
                Assert.Equal(FrameType.Error, peer.ReadAnswer(50).Header.Type);
            }

            Eventually.True(() => server.Target.Running == 0, "no handler runs");
            Assert.True(peer.Sync());
        }

        Assert.True(healthy.Sync());
    }

    [Fact]
    public async Task A_stream_that_a_callee_leaves_behind_is_given_up_before_the_caller_hears_the_answer()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Open(server.Uri);
        peer.Send(Bytes.Request(FrameFlags.None, 50, Arguments.Header("LeaveAsync"), [1]));
        ReceivedFrame asked = ReadFlow(peer);
        var seen = new List<(FrameType Type, ulong Id)>();
        while (!seen.Contains((FrameType.Reply, 50)))
        {
            FrameHeader header = peer.Read()!.Header;
            seen.Add((header.Type, header.Id));
        }

        Assert.Contains((FrameType.Cancel, asked.Header.Id), seen);
        Assert.True(peer.Sync());
    }

    [Fact]
    public async Task Items_far_beyond_their_credit_end_the_connection()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxMessageBytes = 64 * 1024, MaxIncompleteBytes = 1024 * 1024 });
        using RawConnection peer = RawConnection.Open(server.Uri);
        peer.Send(Bytes.Request(FrameFlags.None, 51, Arguments.Header("SumAsync", timeout: 0), [1]));
        ReceivedFrame asked = ReadFlow(peer);
        byte[] items = Bytes.Frame(FrameType.StreamItems, FrameFlags.None, asked.Header.Id, [.. Arguments.Of(-1), .. new byte[60_000]]);
        while (peer.Send(items))
        {
            // Until the server has had enough.
        }

        server.AssertEnded(peer, nameof(ProtocolFault.CreditAbuse));
        Eventually.True(() => server.Target.Running == 0, "no handler runs");
    }

    [Fact]
    public async Task A_request_for_a_flow_of_no_call_is_refused()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection peer = RawConnection.Open(server.Uri);
        var header = new CallHeader(0, 0, CallHeaderFlags.Flow, 1, 77, 0);
        foreach (ulong call in new[] { 0UL, 1UL, ulong.MaxValue })
        {
            Assert.Equal(RpcStatus.NotFound, peer.Call(header, Bytes.UInt64(call)).Error.Status);
            Assert.Equal(RpcStatus.NotFound, peer.Call(header with { Method = ushort.MaxValue }, Bytes.UInt64(call)).Error.Status);
            Assert.Equal(RpcStatus.NotFound, peer.Call(header with { Flags = CallHeaderFlags.Flow | CallHeaderFlags.Json }, Bytes.UInt64(call)).Error.Status);
            peer.Send(Bytes.Request(FrameFlags.OneWay, peer.NextId(), header, Bytes.UInt64(call)));
        }

        Assert.True(peer.Sync());
        peer.Send(Bytes.Request(FrameFlags.None, peer.NextId(), header, [1, 2, 3]));
        server.AssertEnded(peer, nameof(ProtocolFault.BodyCutOff));
    }

    [Fact]
    public async Task A_worker_whose_caller_hears_no_progress_waits_until_the_caller_goes()
    {
        await using AttackedServer server = await AttackedServer.StartAsync();
        using RawConnection healthy = RawConnection.Open(server.Uri);
        using (RawConnection peer = RawConnection.Open(server.Uri))
        {
            peer.Send(Bytes.Request(FrameFlags.None, 50, Arguments.Header("TellAsync"), [.. Arguments.Of(1_000_000), 1]));
            Eventually.True(() => server.Target.Running == 1, "the worker runs");
            int reports = 0;
            for (; reports < 64; reports++)
            {
                ReadFlow(peer);
            }

            Assert.True(peer.Sync());
            Assert.Equal(1, server.Target.Running);
        }

        Eventually.True(() => server.Target.Running == 0, "no handler runs");
        Assert.True(healthy.Sync());
    }

    [Fact]
    public async Task A_callee_that_asks_for_a_stream_thousands_of_times_gets_no_more_than_any_peer()
    {
        int open = 0;
        int begun = 0;
        async IAsyncEnumerable<int> Values()
        {
            Interlocked.Increment(ref begun);
            Interlocked.Increment(ref open);
            try
            {
                while (true)
                {
                    await Task.Yield();
                    yield return 1;
                }
            }
            finally
            {
                Interlocked.Decrement(ref open);
            }
        }

        using var server = new HostileServer(id => [
            .. Enumerable.Range(0, 6_000).SelectMany(i => Bytes.Request(FrameFlags.None, 1_000 + (ulong)i, new CallHeader(0, (ushort)(i % 3), CallHeaderFlags.Flow, 1, 77, 0), Bytes.UInt64(id))),
            .. Bytes.Frame(FrameType.Reply, FrameFlags.None, id, Arguments.Of(5))]);
        await using var client = new RpcClient(new RpcClientOptions { Limits = new RpcLimits { MaxOpenRequests = 500 } });
        ITarget target = client.Get<ITarget>(server.Uri);
        Assert.Equal(5, await target.SumAsync(Values()).WaitAsync(TimeSpan.FromSeconds(30)));

        // Long before the connection is found to be dead.
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref open) == 0, TimeSpan.FromSeconds(8)), "Enumerators go on after their call has ended.");
        Assert.InRange(Volatile.Read(ref begun), 0, 500);
    }

    private static ReceivedFrame ReadFlow(RawConnection peer)
    {
        while (peer.Read() is { } frame)
        {
            if (frame.Header.Type == FrameType.Request && (CallHeader.Read(frame.Body).Flags & CallHeaderFlags.Flow) != 0)
            {
                return frame;
            }
        }

        throw new IOException("The server ended the connection.");
    }

    private static byte[] Answer(string kind, ulong id) => kind switch
    {
        "a reply" => Bytes.Frame(FrameType.Reply, FrameFlags.None, id, [1, 0, 0, 0]),
        "an error" => Bytes.Frame(FrameType.Error, FrameFlags.None, id, Bytes.Of(new ErrorPayload(RpcStatus.Internal, RpcOutcome.MaybeExecuted, RpcErrorReason.None, "broken").Write)),
        "noise" => [.. Bytes.Frame(FrameType.StreamItems, FrameFlags.None, id, [.. Enumerable.Repeat((byte)0xee, 63)]), .. Bytes.Frame(FrameType.StreamEnd, FrameFlags.None, id, [])],
        "half an item" => [.. Bytes.Frame(FrameType.StreamItems, FrameFlags.None, id, [1, 0]), .. Bytes.Frame(FrameType.StreamEnd, FrameFlags.None, id, [])],
        "an endless item" => Bytes.Frame(FrameType.StreamItems, FrameFlags.None, id, [255, 255, 255, 127, 1]),
        _ => Bytes.Frame(FrameType.Cancel, FrameFlags.None, 50, []),
    };
}
