using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Connections;
using Xunit;

namespace Rpc.Protocol.Tests;

public sealed class OutputQueueTests
{
    private static readonly RpcLimits s_limits = new() { MaxUnsentBytes = 256 * 1024 };
    private string? _failure;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Frames_leave_in_the_order_in_which_they_were_added(bool canBlock)
    {
        var transport = new FakeTransport(canBlock);
        OutputQueue queue = Queue(transport);
        for (ulong id = 1; id <= 500; id++)
        {
            queue.Add(FrameType.Request, FrameFlags.None, id, Message((int)id % 50));
            queue.FlushSoon();
        }

        WaitUntilSent(queue);
        Assert.Equal(Enumerable.Range(1, 500).Select(static i => (ulong)i), transport.Frames().Select(static f => f.Header.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_added_before_a_flush_leaves_in_one_send(bool canBlock)
    {
        var transport = new FakeTransport(canBlock);
        OutputQueue queue = Queue(transport);
        for (ulong id = 1; id <= 100; id++)
        {
            queue.AddControl(FrameType.Ping, id, []);
        }

        Assert.Equal(0, transport.Sends);
        Assert.Equal(100 * FrameHeader.Size, queue.Unsent);
        queue.FlushSoon();
        WaitUntilSent(queue);
        Assert.Equal(1, transport.Sends);
        Assert.Equal(100, transport.Frames().Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_long_message_leaves_in_chunks_and_small_frames_go_between_them(bool canBlock)
    {
        var transport = new FakeTransport(canBlock) { Budget = FrameHeader.MaxChunk };
        OutputQueue queue = Queue(transport);
        byte[] first = Random(5 * FrameHeader.MaxChunk + 7);
        byte[] second = Random(3 * FrameHeader.MaxChunk);
        queue.Add(FrameType.Request, FrameFlags.None, 1, Message(first));
        queue.Add(FrameType.Reply, FrameFlags.None, 2, Message(second));
        queue.FlushSoon();
        Eventually.True(() => transport.Sent.Length == FrameHeader.MaxChunk, "the first send");
        queue.AddControl(FrameType.Ping, 3, []);
        transport.Budget = long.MaxValue;
        WaitUntilSent(queue, new Acknowledger(queue, transport));

        List<(FrameHeader Header, byte[] Body)> frames = transport.Frames();
        Assert.InRange(frames.FindIndex(static f => f.Header.Type == FrameType.Ping), 1, 2);
        Assert.All(frames, static f => Assert.InRange(f.Header.Length, 0, FrameHeader.MaxBody));
        Assert.Equal(first, Assemble(frames, FrameType.Request));
        Assert.Equal(second, Assemble(frames, FrameType.Reply));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(FrameHeader.MaxChunk * 2, true)]
    [InlineData(FrameHeader.MaxChunk * 2, false)]
    public void An_aborted_long_request_stops_and_counts_no_more(int sentBefore, bool canBlock)
    {
        var transport = new FakeTransport(canBlock) { Budget = sentBefore };
        OutputQueue queue = Queue(transport);
        queue.Add(FrameType.Request, FrameFlags.None, 1, Message(10 * FrameHeader.MaxChunk));
        queue.Add(FrameType.Reply, FrameFlags.None, 1, Message(2 * FrameHeader.MaxChunk));
        queue.FlushSoon();
        Eventually.True(() => transport.Sent.Length == sentBefore, "the first sends");
        queue.AbortLong(FrameType.Request, 1);
        queue.AddControl(FrameType.Cancel, 1, []);
        transport.Budget = long.MaxValue;
        WaitUntilSent(queue, new Acknowledger(queue, transport));
        List<(FrameHeader Header, byte[] Body)> frames = transport.Frames();
        Assert.InRange(frames.Where(static f => f.Header.Type == FrameType.Request || (f.Header.Type == FrameType.Chunk && f.Header.Flags == FrameFlags.None)).Sum(static f => f.Body.Length), 0, 4 * FrameHeader.MaxChunk);
        Assert.Equal(2 * FrameHeader.MaxChunk, Assemble(frames, FrameType.Reply).Length);
        Assert.Single(frames, static f => f.Header.Type == FrameType.Cancel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whatever_is_added_the_count_of_unsent_bytes_returns_to_zero(bool canBlock)
    {
        var transport = new FakeTransport(canBlock);
        OutputQueue queue = Queue(transport);
        var random = new Random(7);
        for (ulong id = 1; id <= 300; id++)
        {
            queue.Add(FrameType.Request, FrameFlags.None, id, Message(random.Next(8) == 0 ? random.Next(300_000) : random.Next(2_000)));
            queue.AddControl(FrameType.Credit, id, [1, 2, 3, 4]);
            if (random.Next(5) == 0)
            {
                queue.AbortLong(FrameType.Request, id - (ulong)random.Next(0, (int)Math.Min(id, 4)));
            }

            queue.FlushSoon();
        }

        WaitUntilSent(queue, new Acknowledger(queue, transport));
        Assert.Equal(300, transport.Frames().Count(static f => f.Header.Type == FrameType.Credit));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Callers_wait_while_too_much_is_unsent_and_go_on_when_it_is_sent(bool canBlock)
    {
        var transport = new FakeTransport(canBlock) { Budget = 0 };
        OutputQueue queue = Queue(transport);
        Assert.True(queue.WaitForRoom(0, deadline: 0, default));
        await queue.WaitForRoomAsync(0, long.MaxValue, default);
        Fill(queue);
        queue.FlushSoon();
        Assert.False(queue.HasRoom);
        Assert.False(queue.WaitForRoom(0, Environment.TickCount64 + 20, default));
        Task waiting = queue.WaitForRoomAsync(0, long.MaxValue, default).AsTask();
        Task<bool> blocked = Task.Run(() => queue.WaitForRoom(0, long.MaxValue, default));
        using var impatient = new CancellationTokenSource(20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.WaitForRoomAsync(0, long.MaxValue, impatient.Token).AsTask());
        Assert.False(waiting.IsCompleted);
        transport.Budget = long.MaxValue;
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(await blocked.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Close_wakes_whoever_waits_and_drops_what_was_not_sent(bool canBlock)
    {
        var transport = new FakeTransport(canBlock) { Budget = 0 };
        OutputQueue queue = Queue(transport);
        Fill(queue);
        queue.FlushSoon();
        Task waiting = queue.WaitForRoomAsync(0, long.MaxValue, default).AsTask();
        Task<bool> blocked = Task.Run(() => queue.WaitForRoom(0, long.MaxValue, default));
        transport.Abort();
        queue.Close();
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(await blocked.WaitAsync(TimeSpan.FromSeconds(30)));
        queue.Add(FrameType.Request, FrameFlags.None, 2, Message(100));
        queue.AddControl(FrameType.Ping, 1, []);
        queue.FlushSoon();
        queue.FlushBlocking();
        Assert.Equal(0, queue.Unsent);
        Assert.Empty(transport.Sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_broken_transport_is_told_to_the_connection(bool canBlock)
    {
        var transport = new FakeTransport(canBlock);
        transport.Break();
        OutputQueue queue = Queue(transport);
        queue.AddControl(FrameType.Ping, 1, []);
        queue.FlushSoon();
        Eventually.True(() => Volatile.Read(ref _failure) == "broken on purpose", "the failure");
    }

    [Fact]
    public void A_blocking_caller_sends_for_all_and_returns_when_everything_has_left()
    {
        var transport = new FakeTransport(canBlock: true);
        OutputQueue queue = Queue(transport);
        queue.Add(FrameType.Request, FrameFlags.None, 1, Message(3 * FrameHeader.MaxChunk));
        queue.FlushBlocking();
        Assert.Equal(0, queue.Unsent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_peer_that_takes_nothing_stalls_the_queue_and_its_free_answers_are_counted(bool canBlock)
    {
        var transport = new FakeTransport(canBlock) { Budget = 0 };
        OutputQueue queue = Queue(transport);
        Assert.False(queue.IsStalled(Environment.TickCount64 + 60_000, TimeSpan.FromSeconds(30)));
        queue.AddControl(FrameType.Pong, 1, []);
        queue.FlushSoon();
        queue.CountFree();
        queue.CountFree();
        Assert.Equal(2, queue.FreeAnswers);
        Assert.False(queue.IsStalled(Environment.TickCount64, TimeSpan.FromSeconds(30)));
        Assert.True(queue.IsStalled(Environment.TickCount64 + 31_000, TimeSpan.FromSeconds(30)));
        transport.Budget = long.MaxValue;
        WaitUntilSent(queue);
        Eventually.True(() => queue.FreeAnswers == 0, "the count's return to zero");
        Eventually.True(() => !queue.IsStalled(Environment.TickCount64 + 60_000, TimeSpan.FromSeconds(30)), "the end of the flush");
    }

    private static void Fill(OutputQueue queue)
    {
        for (ulong id = 1; id <= 8; id++)
        {
            queue.Add(FrameType.Request, FrameFlags.None, id, Message((int)s_limits.MaxUnsentBytes / 8));
        }
    }

    private static PooledBuffer Message(int length) => Message(Random(length));

    private static PooledBuffer Message(byte[] body)
    {
        PooledBuffer message = CallChannel.NewMessage();
        message.Append(body);
        return message;
    }

    private static byte[] Random(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Assemble(List<(FrameHeader Header, byte[] Body)> frames, FrameType type)
    {
        var limits = new RpcLimits();
        var assembler = new MessageAssembler(limits, new UnfinishedWork(limits, new UnfinishedBudget(limits)));
        foreach ((FrameHeader header, byte[] body) in frames)
        {
            if ((header.Flags & FrameFlags.Chunked) != 0)
            {
                assembler.Begin(header, body);
            }
            else if (header.Type == FrameType.Chunk && assembler.TryContinue(header, body, out FrameHeader first, out KeptBytes? message, out _) && first.Type == type)
            {
                return message!.Join().ToArray();
            }
        }

        throw new InvalidOperationException($"no whole message of type {type} was sent");
    }

    private OutputQueue Queue(FakeTransport transport) => new(transport, s_limits, reason => Volatile.Write(ref _failure, reason));

    private void WaitUntilSent(OutputQueue queue, Acknowledger? peer = null)
    {
        Eventually.True(() => peer?.Acknowledge() != false && queue.Unsent == 0, "sending everything");
        Assert.Null(_failure);
    }
}
