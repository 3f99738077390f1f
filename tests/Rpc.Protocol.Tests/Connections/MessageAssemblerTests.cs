using Rpc.Buffers;
using Rpc.Connections;
using Xunit;

namespace Rpc.Protocol.Tests;

public sealed class MessageAssemblerTests
{
    private const int Chunk = FrameHeader.MaxChunk;

    private static readonly RpcLimits s_limits = new() { MaxMessageBytes = 256 * 1024, MaxIncompleteBytes = 300 * 1024, MaxRunningHandlers = 4 };

    private readonly MessageAssembler _assembler = new(s_limits);

    [Fact]
    public void A_message_in_chunks_comes_out_whole_with_the_header_of_its_first()
    {
        byte[] message = Random(Chunk + 1000);
        Assert.True(Begin(FrameType.Request, 3, message.Length, message.AsSpan(0, Chunk), FrameFlags.OneWay));
        Assert.True(Continue(3, message.AsSpan(Chunk), FrameFlags.None, out FrameHeader first, out PooledBuffer whole));
        using (whole)
        {
            Assert.Equal(new FrameHeader(message.Length, FrameType.Request, FrameFlags.OneWay, 3), first);
            Assert.Equal(message, whole.Written.ToArray());
        }
    }

    [Fact]
    public void Messages_with_one_id_in_both_directions_and_with_several_ids_do_not_mix()
    {
        Assert.True(Begin(FrameType.Request, 3, 4, [1]));
        Assert.True(Begin(FrameType.Reply, 3, 4, [11]));
        Assert.True(Begin(FrameType.Request, 4, 3, [21]));
        Assert.False(Continue(4, [22], FrameFlags.None, out _, out _));
        Assert.True(Continue(3, [12, 13, 14], FrameFlags.Answer, out FrameHeader reply, out PooledBuffer answer));
        Assert.True(Continue(3, [2, 3, 4], FrameFlags.None, out FrameHeader request, out PooledBuffer question));
        Assert.True(Continue(4, [23], FrameFlags.None, out _, out PooledBuffer other));
        Assert.Equal(FrameType.Reply, reply.Type);
        Assert.Equal(FrameType.Request, request.Type);
        Assert.Equal([11, 12, 13, 14], answer.Written.ToArray());
        Assert.Equal([1, 2, 3, 4], question.Written.ToArray());
        Assert.Equal([21, 22, 23], other.Written.ToArray());
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
        Assert.False(_assembler.TryBegin(new FrameHeader(5, FrameType.Request, FrameFlags.Chunked, 1), body, out uint length));
        Assert.Equal(announced, length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public void Memory_grows_with_what_arrives_and_not_with_what_is_announced()
    {
        var assembler = new MessageAssembler(new RpcLimits());
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (ulong id = 1; id <= 1_000; id++)
        {
            Assert.True(assembler.TryBegin(new FrameHeader(5, FrameType.Request, FrameFlags.Chunked, id), [.. Bytes.UInt32(64 * 1024 * 1024), 1], out _));
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
        ProtocolException exception = Assert.Throws<ProtocolException>(() => Continue(1, new byte[Chunk], FrameFlags.None, out _, out _));
        Assert.Equal(ProtocolFault.TooMuchIncomplete, exception.Fault);
        Assert.Contains("MaxIncompleteBytes is 307200", exception.Message, StringComparison.Ordinal);
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
            Assert.True(Continue(1, new byte[1], FrameFlags.None, out _, out PooledBuffer whole));
            whole.Dispose();
        }
    }

    [Fact]
    public void A_first_chunk_without_a_length_or_with_all_of_its_message_is_refused()
    {
        Assert.Equal(ProtocolFault.BadChunk, Assert.Throws<ProtocolException>(() => _assembler.TryBegin(new FrameHeader(3, FrameType.Request, FrameFlags.Chunked, 1), [1, 2, 3], out _)).Fault);
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
    public void More_messages_at_once_than_twice_the_handlers_are_refused()
    {
        for (ulong id = 0; id < 8; id++)
        {
            Assert.True(Begin(FrameType.Request, id, 10, [1]));
        }

        Assert.Equal(ProtocolFault.BadChunk, Assert.Throws<ProtocolException>(() => Begin(FrameType.Request, 8, 10, [1])).Fault);
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
        _assembler.TryBegin(new FrameHeader(part.Length + 4, type, flags | FrameFlags.Chunked, id), [.. Bytes.UInt32((uint)length), .. part], out _);

    private bool Continue(ulong id, ReadOnlySpan<byte> part, FrameFlags flags, out FrameHeader first, out PooledBuffer message) =>
        _assembler.TryContinue(new FrameHeader(part.Length, FrameType.Chunk, flags, id), part, out first, out message);
}
