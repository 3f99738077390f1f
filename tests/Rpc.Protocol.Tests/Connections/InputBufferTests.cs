using Rpc.Connections;
using Xunit;

namespace Rpc.Protocol.Tests;

public sealed class InputBufferTests
{
    private static readonly byte[][] s_frames =
    [
        Bytes.Frame(FrameType.Ping, FrameFlags.None, 1, []),
        Bytes.Frame(FrameType.Reply, FrameFlags.None, 2, [1, 2, 3]),
        Bytes.Request(FrameFlags.OneWay, 3, new CallHeader(1, 2, CallHeaderFlags.None, 0, 4, 5), [6, 7]),
    ];

    [Fact]
    public void Frames_split_at_every_byte_come_out_whole()
    {
        byte[] all = [.. s_frames.SelectMany(static f => f)];
        for (int split = 0; split <= all.Length; split++)
        {
            var buffer = new InputBuffer();
            var seen = new List<byte[]>();
            Feed(buffer, all.AsSpan(0, split));
            Drain(buffer, seen);
            Feed(buffer, all.AsSpan(split));
            Drain(buffer, seen);
            Assert.Equal(s_frames, seen);
            Assert.True(buffer.IsEmpty);
        }
    }

    [Fact]
    public void Frames_that_arrive_byte_by_byte_come_out_whole()
    {
        var buffer = new InputBuffer();
        var seen = new List<byte[]>();
        foreach (byte one in s_frames.SelectMany(static f => f))
        {
            Feed(buffer, [one]);
            Drain(buffer, seen);
        }

        Assert.Equal(s_frames, seen);
    }

    [Fact]
    public void Frames_of_random_lengths_in_pieces_of_random_lengths_come_out_whole()
    {
        var random = new Random(42);
        byte[][] frames = [.. Enumerable.Range(0, 200).Select(i => Frame(random, i % 10 == 0 ? FrameHeader.MaxBody : random.Next(3_000), (ulong)i))];
        byte[] all = [.. frames.SelectMany(static f => f)];
        var buffer = new InputBuffer();
        var seen = new List<byte[]>();
        for (int at = 0; at < all.Length;)
        {
            Assert.False(buffer.Free().IsEmpty);
            int count = Math.Min(Math.Min(random.Next(1, 9_000), buffer.Free().Length), all.Length - at);
            Feed(buffer, all.AsSpan(at, count));
            at += count;
            Drain(buffer, seen);
        }

        Assert.Equal(frames, seen);
    }

    [Fact]
    public void It_starts_with_what_the_handshake_received_too_much()
    {
        byte[] all = [.. s_frames.SelectMany(static f => f)];
        var seen = new List<byte[]>();
        Drain(new InputBuffer(all), seen);
        Assert.Equal(s_frames, seen);
    }

    [Fact]
    public void What_is_left_moves_to_a_buffer_of_its_own_and_the_old_bytes_stay()
    {
        var buffer = new InputBuffer([.. s_frames[1], .. s_frames[2]]);
        Assert.True(buffer.TryPeek(out FrameHeader header, out ReadOnlyMemory<byte> body));
        buffer.Skip(header);
        InputBuffer other = buffer.SplitRemainder();
        Feed(other, s_frames[0]);
        var seen = new List<byte[]>();
        Drain(other, seen);
        Assert.Equal([s_frames[2], s_frames[0]], seen);
        Assert.Equal([1, 2, 3], body.ToArray());
    }

    [Fact]
    public void A_header_that_cannot_be_is_refused_before_its_body_is_there()
    {
        var buffer = new InputBuffer([255, 255, 255, 255, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Assert.Equal(ProtocolFault.FrameTooLong, Assert.Throws<ProtocolException>(() => buffer.TryPeek(out _, out _)).Fault);
    }

    private static byte[] Frame(Random random, int length, ulong id)
    {
        byte[] body = new byte[length];
        random.NextBytes(body);
        return Bytes.Frame(FrameType.Reply, FrameFlags.None, id, body);
    }

    private static void Feed(InputBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> free = buffer.Free().Span;
            int count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            buffer.Received(count);
            bytes = bytes[count..];
        }
    }

    private static void Drain(InputBuffer buffer, List<byte[]> seen)
    {
        while (buffer.TryPeek(out FrameHeader header, out ReadOnlyMemory<byte> body))
        {
            seen.Add(Bytes.Frame(header.Type, header.Flags, header.Id, body.ToArray()));
            buffer.Skip(header);
        }
    }
}
