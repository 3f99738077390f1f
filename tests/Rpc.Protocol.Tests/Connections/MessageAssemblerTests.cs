using Rpc.Buffers;
using Rpc.Connections;
using Xunit;

namespace Rpc.Protocol.Tests;

public sealed class MessageAssemblerTests
{
    private const int Chunk = FrameHeader.MaxChunk;

    private static readonly RpcLimits s_limits = new() { MaxMessageBytes = 256 * 1024, MaxIncompleteBytes = 300 * 1024, IncompleteTimeout = TimeSpan.FromSeconds(5) };

    private readonly UnfinishedBudget _all = new(s_limits);
    private readonly UnfinishedWork _work;
    private readonly MessageAssembler _assembler;

    public MessageAssemblerTests()
    {
        _work = new UnfinishedWork(s_limits, _all);
        _assembler = new MessageAssembler(s_limits, _work);
    }

    [Fact]
    public void A_message_in_chunks_comes_out_whole_with_the_header_of_its_first()
    {
        byte[] message = Random(Chunk + 1000);
        Assert.True(Begin(FrameType.Request, 3, message.Length, message.AsSpan(0, Chunk), FrameFlags.OneWay));
        Assert.True(Continue(3, message.AsSpan(Chunk), FrameFlags.None, out FrameHeader first, out KeptBytes? whole));
        using (whole!)
        {
            Assert.Equal(new FrameHeader(message.Length, FrameType.Request, FrameFlags.OneWay, 3), first);
            Assert.Equal(message, whole!.Join().ToArray());
        }
    }

    [Fact]
    public void Messages_with_one_id_in_both_directions_and_with_several_ids_do_not_mix()
    {
        Assert.True(Begin(FrameType.Request, 3, 4, [1]));
        Assert.True(Begin(FrameType.Reply, 3, 4, [11]));
        Assert.True(Begin(FrameType.Request, 4, 3, [21]));
        Assert.False(Continue(4, [22], FrameFlags.None, out _, out _));
        Assert.True(Continue(3, [12, 13, 14], FrameFlags.Answer, out FrameHeader reply, out KeptBytes? answer));
        Assert.True(Continue(3, [2, 3, 4], FrameFlags.None, out FrameHeader request, out KeptBytes? question));
        Assert.True(Continue(4, [23], FrameFlags.None, out _, out KeptBytes? other));
        Assert.Equal(FrameType.Reply, reply.Type);
        Assert.Equal(FrameType.Request, request.Type);
        Assert.Equal([11, 12, 13, 14], answer!.Join().ToArray());
        Assert.Equal([1, 2, 3, 4], question!.Join().ToArray());
        Assert.Equal([21, 22, 23], other!.Join().ToArray());
    }

    [Fact]
    public void A_message_over_the_limit_is_refused_and_its_chunks_are_passed_over()
    {
        int length = s_limits.MaxMessageBytes + 1;
        Assert.False(Begin(FrameType.Request, 1, length, new byte[Chunk]));
        int left = length - Chunk;
        for (; left > Chunk; left -= Chunk)
        {
            Assert.False(Continue(1, new byte[Chunk], FrameFlags.None, out _, out _));
        }

        Assert.False(Continue(1, new byte[left], FrameFlags.None, out _, out _));

        // The id is free again, and nothing of the refused message counts.
        Assert.True(Begin(FrameType.Request, 1, s_limits.MaxMessageBytes, new byte[Chunk]));
    }

    [Theory]
    [InlineData(0xffff_ffffu)]
    [InlineData(0x8000_0000u)]
    [InlineData(0x7fff_ffffu)]
    public void A_huge_announcement_is_told_as_it_was_and_costs_nothing(uint announced)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] body = [.. Bytes.UInt32(announced), 1];
        RpcException? refusal = _assembler.Begin(new FrameHeader(5, FrameType.Request, FrameFlags.Chunked, 1), body);
        Assert.Contains($"{announced} bytes", refusal!.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public void Memory_grows_with_what_arrives_and_not_with_what_is_announced()
    {
        var limits = new RpcLimits();
        var assembler = new MessageAssembler(limits, new UnfinishedWork(limits, new UnfinishedBudget(limits)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (ulong id = 1; id <= 1_000; id++)
        {
            Assert.Null(assembler.Begin(new FrameHeader(5, FrameType.Request, FrameFlags.Chunked, id), [.. Bytes.UInt32(64 * 1024 * 1024), 1]));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024 * 1024);
    }

    [Fact]
    public void Incomplete_messages_are_bounded_together()
    {
        Assert.True(Begin(FrameType.Request, 1, 200 * 1024, new byte[Chunk]));
        Assert.True(Begin(FrameType.Request, 2, 200 * 1024, new byte[Chunk]));
        Assert.False(Continue(1, new byte[Chunk], FrameFlags.None, out _, out _));
        Assert.False(Continue(2, new byte[Chunk], FrameFlags.None, out _, out _));
        FrameHeader header = new(Chunk, FrameType.Chunk, FrameFlags.None, 1);
        Assert.True(_assembler.TryContinue(header, new byte[Chunk], out FrameHeader first, out KeptBytes? message, out RpcException? refusal));
        Assert.Null(message);
        Assert.Equal((FrameType.Request, 1ul), (first.Type, first.Id));
        Assert.Equal(RpcStatus.ResourceExhausted, refusal!.Status);
        Assert.Contains("MaxIncompleteBytes of this side is 307200", refusal.Message, StringComparison.Ordinal);

        // That made room: the other one goes on, and the rest of this one is passed over.
        Assert.Equal(2 * Chunk, _work.Bytes);
        Assert.False(Continue(1, new byte[Chunk], FrameFlags.None, out _, out _));
        Assert.False(Continue(2, new byte[Chunk], FrameFlags.None, out _, out _));
        Assert.Equal(3 * Chunk, _all.Bytes);
    }

    [Fact]
    public void All_connections_together_are_bounded_too()
    {
        var limits = new RpcLimits { MaxIncompleteBytesInAll = 300 * 1024 };
        var all = new UnfinishedBudget(limits);
        MessageAssembler[] each = [.. Enumerable.Range(0, 5).Select(_ => new MessageAssembler(limits, new UnfinishedWork(limits, all)))];
        RpcException?[] refusals = [.. each.Select(static a => a.Begin(new FrameHeader(Chunk + 4, FrameType.Request, FrameFlags.Chunked, 1), [.. Bytes.UInt32(1_000_000), .. new byte[Chunk]]))];
        Assert.All(refusals[..4], Assert.Null);
        Assert.Contains("MaxIncompleteBytesInAll of this side is 307200", refusals[4]!.Message, StringComparison.Ordinal);
        Assert.Equal(4 * Chunk, all.Bytes);
        foreach (MessageAssembler assembler in each)
        {
            assembler.Close();
            assembler.Close();
        }

        Assert.Equal(0, all.Bytes);
        Assert.True(new UnfinishedBudget(new RpcLimits()).Most > 0);
    }

    [Fact]
    public void A_message_counts_until_it_is_disposed_and_once()
    {
        Assert.True(Begin(FrameType.Request, 1, Chunk + 1, new byte[Chunk]));
        Assert.Equal(1, _assembler.Requests);
        Assert.True(Continue(1, new byte[1], FrameFlags.None, out _, out KeptBytes? whole));
        Assert.Equal(0, _assembler.Requests);
        Assert.Equal(Chunk + 1, _work.Bytes);
        whole!.Dispose();
        whole.Dispose();
        Assert.Equal(0, _work.Bytes);
        Assert.Equal(0, _all.Bytes);
    }

    [Fact]
    public void A_message_of_which_nothing_comes_is_dropped()
    {
        Assert.True(Begin(FrameType.Request, 1, 10, [1]));
        Assert.True(Begin(FrameType.Reply, 2, 10, [1]));
        Assert.Empty(_assembler.DropStalled(Environment.TickCount64 + 4_000)!);
        Assert.Equal([1ul, 2ul], _assembler.DropStalled(Environment.TickCount64 + 6_000)!.Select(static h => h.Id).Order());
        Assert.Null(_assembler.DropStalled(Environment.TickCount64 + 6_000));
        Assert.Equal(0, _work.Bytes);
        Assert.Equal(0, _assembler.Requests);
        Assert.False(Continue(1, [2], FrameFlags.None, out _, out _));
    }

    [Fact]
    public void A_discarded_message_counts_no_more_and_its_late_chunks_are_passed_over()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.True(Begin(FrameType.Request, 1, 200 * 1024, new byte[Chunk]));
            Assert.True(_assembler.Discard(answer: false, 1));
            Assert.False(_assembler.Discard(answer: false, 1));
            Assert.False(Continue(1, new byte[Chunk], FrameFlags.None, out _, out _));
        }
    }

    [Fact]
    public void A_completed_message_counts_no_more()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.True(Begin(FrameType.Request, 1, Chunk + 1, new byte[Chunk]));
            Assert.True(Continue(1, new byte[1], FrameFlags.None, out _, out KeptBytes? whole));
            whole!.Dispose();
        }
    }

    [Fact]
    public void The_rest_of_a_chunk_can_be_received_where_it_belongs()
    {
        byte[] message = Random(Chunk + 5_000);
        Assert.True(Begin(FrameType.Request, 3, message.Length, message.AsSpan(0, Chunk)));
        FrameHeader header = ChunkHeader(5_000);
        Memory<byte> rest = _assembler.Open(header, message.AsSpan(Chunk, 100));
        message.AsSpan(Chunk + 100).CopyTo(rest.Span);
        Assert.Equal(4_900, rest.Length);
        Assert.Equal(Chunk + 5_000, _work.Bytes);
        Assert.True(_assembler.TryClose(header, rest.Length, out FrameHeader first, out KeptBytes? whole));
        Assert.Equal(message.Length, first.Length);
        Assert.Equal(message, whole!.Join().ToArray());
        Assert.False(_assembler.IsBusy);
        whole.Dispose();
        Assert.Equal(0, _work.Bytes);
    }

    [Fact]
    public void What_is_dropped_while_a_chunk_is_received_counts_no_more_and_never_completes()
    {
        Assert.True(Begin(FrameType.Request, 3, Chunk + 5_000, new byte[Chunk]));
        FrameHeader header = ChunkHeader(5_000);
        Memory<byte> rest = _assembler.Open(header, [1]);
        Assert.True(_assembler.Discard(answer: false, 3));
        Assert.Equal(0, _work.Bytes);
        rest.Span.Fill(7); // The memory is the reader's still.
        Assert.False(_assembler.TryClose(header, rest.Length, out _, out KeptBytes? whole));
        Assert.Null(whole);
        Assert.Equal(0, _work.Bytes);
    }

    [Fact]
    public void A_chunk_that_is_too_long_or_too_much_or_of_no_message_is_not_received_apart()
    {
        Assert.True(_assembler.Open(ChunkHeader(10), []).IsEmpty);
        Assert.True(Begin(FrameType.Request, 3, Chunk + 5_000, new byte[Chunk]));
        Assert.True(_assembler.Open(ChunkHeader(5_001), []).IsEmpty);
        Assert.Null(_work.TryTake((300 * 1024) - Chunk - 10));
        Assert.True(_assembler.Open(ChunkHeader(5_000), []).IsEmpty);
        _work.GiveBack((300 * 1024) - Chunk - 10);
    }

    [Fact]
    public void A_first_chunk_without_a_length_or_with_all_of_its_message_is_refused()
    {
        Assert.Equal(ProtocolFault.BadChunk, Assert.Throws<ProtocolException>(() => _assembler.Begin(new FrameHeader(3, FrameType.Request, FrameFlags.Chunked, 1), [1, 2, 3])).Fault);
        Assert.Equal(ProtocolFault.BadChunk, Assert.Throws<ProtocolException>(() => Begin(FrameType.Request, 1, 3, [1, 2, 3])).Fault);
        Assert.Equal(ProtocolFault.BadChunk, Assert.Throws<ProtocolException>(() => Begin(FrameType.Request, 1, 0, [])).Fault);
        Assert.Equal(ProtocolFault.BadChunk, Assert.Throws<ProtocolException>(() => Begin(FrameType.Request, 1, 10, [])).Fault);
    }

    [Fact]
    public void A_message_that_begins_twice_is_refused()
    {
        Assert.True(Begin(FrameType.Request, 1, 10, [1]));
        Assert.Equal(ProtocolFault.BadChunk, Assert.Throws<ProtocolException>(() => Begin(FrameType.Request, 1, 10, [1])).Fault);
    }

    [Fact]
    public void Chunks_that_are_empty_or_pass_the_announced_length_are_refused()
    {
        Assert.True(Begin(FrameType.Request, 1, 10, [1]));
        Assert.Equal(ProtocolFault.BadChunk, Assert.Throws<ProtocolException>(() => Continue(1, [], FrameFlags.None, out _, out _)).Fault);
        ProtocolException tooMuch = Assert.Throws<ProtocolException>(() => Continue(1, new byte[10], FrameFlags.None, out _, out _));
        Assert.Equal("a chunk of 10 bytes where 9 are missing", tooMuch.Message);
    }

    [Fact]
    public void A_chunk_of_nothing_that_began_is_passed_over() => Assert.False(Continue(77, [1, 2, 3], FrameFlags.Answer, out _, out _));

    private static byte[] Random(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private bool Begin(FrameType type, ulong id, int length, ReadOnlySpan<byte> part, FrameFlags flags = FrameFlags.None) =>
        _assembler.Begin(new FrameHeader(part.Length + 4, type, flags | FrameFlags.Chunked, id), [.. Bytes.UInt32((uint)length), .. part]) is null;

    private bool Continue(ulong id, ReadOnlySpan<byte> part, FrameFlags flags, out FrameHeader first, out KeptBytes? message)
    {
        bool complete = _assembler.TryContinue(new FrameHeader(part.Length, FrameType.Chunk, flags, id), part, out first, out message, out RpcException? refusal);
        Assert.Null(refusal);
        return complete;
    }

    private static FrameHeader ChunkHeader(int length) => new(length, FrameType.Chunk, FrameFlags.None, 3);
}
