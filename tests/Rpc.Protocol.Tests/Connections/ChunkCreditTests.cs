using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Connections;
using Xunit;

namespace Rpc.Protocol.Tests;

/// <summary>How much of long messages is under way, and what goes before them, behind them and between.</summary>
public sealed class ChunkCreditTests : IDisposable
{
    private const int Window = LongMessages.Window;

    private readonly FakeTransport _transport = new(canBlock: true);
    private readonly OutputQueue _queue;

    public ChunkCreditTests() => _queue = new OutputQueue(_transport, new RpcLimits { MaxUnsentBytes = 256 * 1024 }, static _ => { });

    public void Dispose() => _transport.Dispose();

    [Fact]
    public void No_more_is_under_way_than_the_window_and_an_acknowledgement_lets_the_rest_go()
    {
        Add(FrameType.Request, 1, 3 * Window);
        _queue.FlushSoon();
        Assert.Equal(Window, Acknowledger.ChunkBytes(_transport));
        Assert.True(_queue.TryAcknowledge(Window / 2));
        _queue.FlushSoon();
        Assert.Equal(Window * 3 / 2, Acknowledger.ChunkBytes(_transport));
        Assert.True(_queue.TryAcknowledge(Window));
        _queue.FlushSoon();
        Assert.True(_queue.TryAcknowledge(Window / 2));
        _queue.FlushSoon();
        Assert.Equal(3 * Window, Acknowledger.ChunkBytes(_transport));
        Assert.Equal(0, _queue.Unsent);
        Assert.True(_queue.TryAcknowledge(Window));
    }

    [Fact]
    public void An_acknowledgement_of_more_than_is_under_way_is_refused()
    {
        Assert.False(_queue.TryAcknowledge(1));
        Add(FrameType.Request, 1, 100_000);
        _queue.FlushSoon();
        Assert.False(_queue.TryAcknowledge(100_001));
        Assert.False(_queue.TryAcknowledge(uint.MaxValue));
        Assert.True(_queue.TryAcknowledge(100_000));
        Assert.False(_queue.TryAcknowledge(1));
    }

    [Fact]
    public void Small_frames_leave_while_chunks_wait()
    {
        Add(FrameType.Request, 1, 3 * Window);
        _queue.FlushSoon();
        for (ulong id = 2; id < 50; id++)
        {
            Add(FrameType.Request, id, 100);
            _queue.FlushSoon();
            Assert.Equal(id, _transport.Frames()[^1].Header.Id);
        }
    }

    [Fact]
    public void Two_long_messages_share_the_window_and_take_turns()
    {
        Add(FrameType.Request, 1, 3 * Window);
        Add(FrameType.Reply, 1, 3 * Window);
        _queue.FlushSoon();
        Assert.Equal(Window, Acknowledger.ChunkBytes(_transport));
        Assert.Equal([FrameType.Request, FrameType.Reply, FrameType.Chunk, FrameType.Chunk], _transport.Frames().Select(static f => f.Header.Type));
        Assert.Equal([FrameFlags.None, FrameFlags.Answer], _transport.Frames().Skip(2).Select(static f => f.Header.Flags));
    }

    [Fact]
    public void Shapes_in_chunks_keep_their_place_before_the_requests_that_need_them()
    {
        Add(FrameType.Request, 1, 2 * Window);
        Add(FrameType.Request, 2, 10);
        Add(FrameType.Shapes, 3, Window + 10);
        Add(FrameType.Request, 4, 10);
        _queue.FlushSoon();
        List<ulong> ids = [.. _transport.Frames().Select(static f => f.Header.Id)];
        Assert.Equal([2, 3, 3, 3, 3, 3, 4], ids.Where(static id => id != 1));
        Assert.Equal(2, ids.FindIndex(static id => id == 3) + 1);

        // They count as under way, so that nothing else in chunks leaves until the peer has taken them.
        Assert.DoesNotContain(1ul, ids);
        Assert.True(_queue.TryAcknowledge(Window + 10));
        _queue.FlushSoon();
        Assert.Equal(2 * Window + 10, Acknowledger.ChunkBytes(_transport));
    }

    [Fact]
    public void Nothing_of_a_stream_overtakes_its_items_in_chunks_and_other_streams_do()
    {
        Add(FrameType.StreamItems, 7, 2 * Window);
        Add(FrameType.StreamItems, 7, 10);
        Add(FrameType.StreamItems, 7, 100_000);
        Add(FrameType.StreamItems, 8, 20);
        Add(FrameType.StreamEnd, 7, 0);
        Add(FrameType.Error, 8, 30);
        var peer = new Acknowledger(_queue, _transport);
        _queue.FlushSoon();
        Assert.Equal([(8ul, 20), (8ul, 30)], _transport.Frames().Where(static f => f.Header.Id == 8).Select(static f => (f.Header.Id, f.Header.Length)));
        while (_queue.Unsent > 0)
        {
            Assert.True(peer.Acknowledge());
        }

        List<FrameHeader> frames = [.. _transport.Frames().Select(static f => f.Header).Where(static h => h.Id == 7)];
        int small = frames.FindIndex(static h => h is { Type: FrameType.StreamItems, Flags: FrameFlags.None });
        int second = frames.FindLastIndex(static h => h is { Type: FrameType.StreamItems, Flags: FrameFlags.Chunked });
        Assert.Equal(8, small);
        Assert.Equal(9, second);
        Assert.Equal(FrameType.StreamEnd, frames[^1].Type);
        Assert.Equal(12, frames.Count);
        Assert.Equal(2 * Window + 100_000, Acknowledger.ChunkBytes(_transport));
    }

    [Fact]
    public void An_aborted_message_that_waits_for_the_peer_is_let_go_at_once()
    {
        Add(FrameType.Request, 1, 3 * Window);
        _queue.FlushSoon();
        Assert.True(_queue.Unsent > 0);
        _queue.AbortLong(FrameType.Request, 1);
        Assert.Equal(0, _queue.Unsent);
        Assert.True(_queue.TryAcknowledge(Window));
    }

    [Fact]
    public async Task A_long_message_takes_no_room_from_small_ones_and_the_next_long_one_waits()
    {
        _transport.Budget = 0;
        Add(FrameType.Request, 1, 3 * Window);
        Assert.True(_queue.HasRoom);
        Assert.True(_queue.HasRoomFor(1_000));
        Assert.False(_queue.HasRoomFor(100_000));
        Assert.False(_queue.WaitForRoom(100_000, Environment.TickCount64 + 20, default));
        Task<bool> waiting = Task.Run(() => _queue.WaitForRoom(100_000, long.MaxValue, default));
        _transport.Budget = long.MaxValue;
        var peer = new Acknowledger(_queue, _transport);
        _queue.FlushSoon();
        Eventually.True(() => peer.Acknowledge() && waiting.IsCompleted, "room for a long message");
        Assert.True(await waiting);
    }

    [Fact]
    public void A_peer_that_acknowledges_nothing_stalls_the_queue()
    {
        Add(FrameType.Request, 1, Window);
        _queue.FlushSoon();
        Assert.False(_queue.IsStalled(Environment.TickCount64 + 60_000, TimeSpan.FromSeconds(30)));
        Add(FrameType.Request, 2, Window);
        _queue.FlushSoon();
        Assert.False(_queue.IsStalled(Environment.TickCount64, TimeSpan.FromSeconds(30)));
        Assert.True(_queue.IsStalled(Environment.TickCount64 + 60_000, TimeSpan.FromSeconds(30)));
    }

    private void Add(FrameType type, ulong id, int length)
    {
        PooledBuffer message = CallChannel.NewMessage();
        message.Take(length).Clear();
        _queue.Add(type, FrameFlags.None, id, message);
    }
}
