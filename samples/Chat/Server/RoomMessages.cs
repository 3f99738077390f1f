using System.Threading.Channels;
using Chat.Contract;

namespace Chat.Server;

/// <summary>The messages of a room, and who listens to them. Not thread-safe: the room's lock is held around each call.</summary>
internal sealed class RoomMessages
{
    // Invariants:
    // - a seat has at most one listener;
    // - _number is that of the latest message, and listeners are told of messages in the order of their numbers: so all hear the same in the same order;
    // - _kept holds the latest messages in that order, without a gap.
    private readonly Dictionary<Seat, Channel<Message>> _listeners = [];
    private readonly Queue<Message> _kept = new();
    private long _number;

    public int Listeners => _listeners.Count;

    /// <summary>Tells all who listen.</summary>
    /// <returns>The message's number.</returns>
    public long Tell(Guest by, MessageKind kind, string text = "")
    {
        Message message = new(++_number, kind, by, text, DateTimeOffset.UtcNow);
        _kept.Enqueue(message);
        if (_kept.Count > ChatLimits.Kept)
        {
            _kept.Dequeue();
        }

        foreach (Channel<Message> queue in _listeners.Values)
        {
            queue.Writer.TryWrite(message);
        }

        return _number;
    }

    /// <summary>Begins to listen: first to messages that are kept, from so many before the guest came.</summary>
    public Channel<Message> Listen(Seat seat, int before)
    {
        EndListening(seat);

        // A slow listener loses the oldest messages: it neither holds up who speaks nor grows.
        var queue = Channel.CreateBounded<Message>(new BoundedChannelOptions(ChatLimits.Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        foreach (Message message in _kept.Where(message => message.Number >= seat.Entered - Math.Clamp(before, 0, ChatLimits.Kept)))
        {
            queue.Writer.TryWrite(message);
        }

        _listeners.Add(seat, queue);
        return queue;
    }

    /// <summary>Ends to listen: the stream ends once it has read what waits for it.</summary>
    /// <param name="seat">Whose listener.</param>
    /// <param name="only">Only if it is this one; null for any.</param>
    public void EndListening(Seat seat, Channel<Message>? only = null)
    {
        if (_listeners.TryGetValue(seat, out Channel<Message>? queue) && (only is null || only == queue))
        {
            _listeners.Remove(seat);
            queue.Writer.TryComplete();
        }
    }
}
