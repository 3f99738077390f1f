using Rpc.Calls;
using Rpc.Hostile.Tests.Server;
using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Rpc.Stubs;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>Limits on calls and their messages: what is at the limit is taken, one more is refused by name, and the connection lives.</summary>
public sealed class CallEdgeTests
{
    private static readonly byte[] s_third = Arguments.Of(3);

    [Fact]
    public async Task As_many_handlers_as_may_run_and_one_more_is_refused()
    {
        const int Most = 5;
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxRunningHandlers = Most });
        using RawConnection peer = RawConnection.Open(server.Uri);
        ulong[] running = [.. Enumerable.Range(0, Most).Select(_ => peer.Request(Arguments.Header("StubbornAsync", timeout: 0), Arguments.Of(2_000)))];
        Eventually.True(() => server.Target.Running == Most, "all handlers run");
        AssertRefused(peer.Call(Arguments.Header("Add"), Arguments.Of(1, 2)), $"MaxRunningHandlers of this side is {Most}");
        var answered = new HashSet<ulong>();
        while (answered.Count < Most)
        {
            ReceivedFrame frame = peer.Read()!;
            Assert.Equal(FrameType.Reply, frame.Header.Type);
            answered.Add(frame.Header.Id);
        }

        Assert.Equal(running, answered.Order());
        Assert.Equal(s_third, peer.Call(Arguments.Header("Add"), Arguments.Of(1, 2)).Body);
        Assert.Equal(Most, server.Target.MostRunning);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(200_000)]
    public async Task A_message_as_long_as_may_be_is_taken_and_one_byte_more_is_refused(int most)
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxMessageBytes = most });
        using RawConnection peer = RawConnection.Open(server.Uri);
        int room = most - CallHeader.Size - sizeof(int);
        Assert.Equal(FrameType.Reply, peer.ReadAnswer(peer.Request(Arguments.Header("Bytes"), RpcCodec.Encode(new byte[room]))).Header.Type);
        ReceivedFrame refused = peer.ReadAnswer(peer.Request(Arguments.Header("Bytes"), RpcCodec.Encode(new byte[room + 1])));
        AssertRefused(refused, $"MaxMessageBytes of this side is {most}");
        Assert.Contains($"{most + 1} bytes", refused.Error.Message, StringComparison.Ordinal);
        Assert.Equal(s_third, peer.Call(Arguments.Header("Add"), Arguments.Of(1, 2)).Body);
    }

    [Fact]
    public async Task Calls_as_deep_as_may_be_are_taken_and_one_deeper_is_refused()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxCallDepth = 20 });
        using RawConnection peer = RawConnection.Open(server.Uri);
        CallHeader add = Arguments.Header("Add");
        Assert.Equal(s_third, peer.Call(add with { Depth = 19 }, Arguments.Of(1, 2)).Body);
        ReceivedFrame refused = peer.Call(add with { Depth = 20 }, Arguments.Of(1, 2));
        AssertRefused(refused, "MaxCallDepth of this side is 20");
        Assert.Equal(RpcErrorReason.NestedTooDeep, refused.Error.Reason);
        Assert.Equal(s_third, peer.Call(add, Arguments.Of(1, 2)).Body);
    }

    [Fact]
    public async Task As_many_objects_as_may_be_are_bound_and_one_more_is_refused()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxBindings = 3 });
        using RawConnection peer = RawConnection.Open(server.Uri);
        Assert.Equal(FrameType.Bound, peer.Bind(2, "target").Header.Type);
        Assert.Equal(FrameType.Bound, peer.Bind(3, "target").Header.Type);
        AssertRefused(peer.Bind(4, "target"), "MaxBindings of this side is 3");
        Assert.Equal(s_third, peer.Call(Arguments.Header("Add") with { Binding = 3 }, Arguments.Of(1, 2)).Body);
    }

    [Fact]
    public async Task As_many_references_as_may_be_are_held_and_one_more_is_refused()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxBindings = 3 });
        using RawConnection peer = RawConnection.Open(server.Uri);
        CallHeader ask = Arguments.Header("AskAsync", timeout: 0);
        for (ulong reference = 1; reference <= 3; reference++)
        {
            // Each asks back, is not answered, and keeps its reference.
            peer.Request(ask, [.. Arguments.Reference(reference), .. Arguments.Of(5)]);
            while (peer.Read() is { Header.Type: not FrameType.Bind })
            {
                // What is asked back begins with a binding.
            }
        }

        AssertRefused(peer.ReadAnswer(peer.Request(ask, [.. Arguments.Reference(4), .. Arguments.Of(5)])), "MaxBindings of this side is 3");
        Assert.Equal(s_third, peer.Call(Arguments.Header("Add"), Arguments.Of(1, 2)).Body);
    }

    [Fact]
    public async Task A_message_that_makes_progress_is_waited_for()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { IncompleteTimeout = TimeSpan.FromSeconds(4) });
        using RawConnection peer = RawConnection.Open(server.Uri);
        byte[] body = Bytes.Request(FrameFlags.None, 0, Arguments.Header("Bytes", timeout: 0), RpcCodec.Encode(new byte[600]))[FrameHeader.Size..];
        peer.Send(Bytes.Frame(FrameType.Request, FrameFlags.Chunked, 10, [.. Bytes.UInt32((uint)body.Length), .. body.AsSpan(0, 100)]));
        for (int at = 100; at < body.Length; at += 100)
        {
            // Six seconds in all.
            await Task.Delay(1_000);
            peer.Send(Bytes.Frame(FrameType.Chunk, FrameFlags.None, 10, body.AsSpan(at, Math.Min(100, body.Length - at)).ToArray()));
        }

        Assert.Equal(FrameType.Reply, peer.ReadAnswer(10).Header.Type);
    }

    [Fact]
    public async Task Callers_wait_once_so_much_is_unsent_and_their_calls_come_through()
    {
        const int Most = 64 * 1024;
        using var server = new HostileServer(id => Bytes.Frame(FrameType.Reply, FrameFlags.None, id, RpcCodec.Encode(Array.Empty<byte>()))) { ReadDelay = 20 };
        var log = new LogBook();
        await using var client = new RpcClient(new RpcClientOptions { LoggerFactory = log, Limits = new RpcLimits { MaxUnsentBytes = Most, SocketBufferBytes = 4 * 1024 } });
        ITarget target = client.Get<ITarget>(server.Uri);
        target.Bytes([]);
        using var stop = new CancellationTokenSource();
        long seen = 0;
        var watching = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                seen = Math.Max(seen, client.Connections.Sum(static c => c.UnsentBytes));
                await Task.Delay(1);
            }
        });
        const int Callers = 8;
        const int Size = 20_000;
        Task[] callers = [.. Enumerable.Range(0, Callers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < 10; i++)
                {
                    Assert.Empty(target.Bytes(new byte[Size]));
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        await Task.WhenAll(callers).WaitAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await watching;

        Assert.Contains("senders waited", await log.UntilAsync(1097), StringComparison.Ordinal);

        // Who finds room sends all it has: so there is one message for each caller beyond the limit at most.
        Assert.InRange(seen, 1, Most + (Callers * (Size + 100L)));
    }

    [Fact]
    public async Task Callers_in_JSON_wait_too_and_one_way_ones_as_well()
    {
        const int Most = 64 * 1024;
        const int Size = 20_000;
        ContractDescriptor contract = ContractRegistry.Get<ITarget>().Descriptor;
        using var server = new HostileServer(static _ => []) { ReadDelay = 20, Bound = new BoundPayload(false, contract.Name, [], [], contract.ToJson()) };
        var log = new LogBook();
        await using var client = new RpcClient(new RpcClientOptions { LoggerFactory = log, Limits = new RpcLimits { MaxUnsentBytes = Most, SocketBufferBytes = 4 * 1024 } });
        using RpcJsonObject target = await client.OpenJsonAsync(server.Uri, TestContext.Current.CancellationToken);
        string arguments = $"[\"{new string('x', Size)}\"]";
        for (int i = 0; i < 50; i++)
        {
            await target.CallAsync(nameof(ITarget.Note), arguments, TestContext.Current.CancellationToken);
            Assert.InRange(client.Connections.Sum(static c => c.UnsentBytes), 0, Most + Size + 100L);
        }

        Assert.Contains("senders waited", await log.UntilAsync(1097), StringComparison.Ordinal);
    }

    private static void AssertRefused(ReceivedFrame answer, string part)
    {
        Assert.Equal(FrameType.Error, answer.Header.Type);
        Assert.Equal(RpcStatus.ResourceExhausted, answer.Error.Status);
        Assert.Equal(RpcOutcome.NotExecuted, answer.Error.Outcome);
        Assert.Contains(part, answer.Error.Message, StringComparison.Ordinal);
    }
}
