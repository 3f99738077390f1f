using System.Threading.Channels;
using Chat.Contract;

namespace Chat.Server;

/// <summary>A room: who is in it, the last messages, and who listens. Thread-safe; nothing in it waits for a guest.</summary>
internal sealed class Room(string name)
{
    // Invariants, under _lock:
    // - a nick has at most one seat;
    // - a listener belongs to a seat that is here, and a seat has at most one: who leaves has none any more, and its stream ends;
    // - _number is that of the latest message, and listeners are told of messages in the order of their numbers: so everybody hears the same, and
    //   of a guest first that it comes, then what it says, then that it goes;
    // - _kept holds the latest messages in that order, without a gap.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Seat> _seats = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Seat, Channel<Message>> _listeners = [];
    private readonly Queue<Message> _kept = new();
    private long _number;

    public string Name => name;

    /// <summary>How many are here.</summary>
    public int Guests
    {
        get
        {
            lock (_lock)
            {
                return _seats.Count;
            }
        }
    }

    /// <summary>How many of them listen.</summary>
    public int Listeners
    {
        get
        {
            lock (_lock)
            {
                return _listeners.Count;
            }
        }
    }

    public Guest[] Who(Seat seat)
    {
        lock (_lock)
        {
            NeedHere(seat);
            return [.. _seats.Values.Select(static seat => seat.Guest).OrderBy(static guest => guest.Nick, StringComparer.OrdinalIgnoreCase)];
        }
    }

    /// <summary>Lets a guest in.</summary>
    /// <returns>The number of the message that tells so.</returns>
    public long Enter(Seat seat)
    {
        lock (_lock)
        {
            if (_seats.ContainsKey(seat.Guest.Nick))
            {
                throw new ChatException($"There is a {seat.Guest.Nick} in {name} already: take another nick.");
            }

            if (_seats.Count >= ChatLimits.Guests)
            {
                throw new ChatException($"{name} is full: {ChatLimits.Guests} guests are the most.");
            }

            _seats.Add(seat.Guest.Nick, seat);
            return Tell(seat.Guest, MessageKind.Entered);
        }
    }

    /// <summary>Lets a guest out, and tells the others. False when it was out already.</summary>
    public bool Leave(Seat seat, MessageKind how)
    {
        lock (_lock)
        {
            if (!IsHere(seat))
            {
                return false;
            }

            _seats.Remove(seat.Guest.Nick);
            if (_listeners.Remove(seat, out Channel<Message>? queue))
            {
                queue.Writer.TryComplete();
            }

            Tell(seat.Guest, how);
            return true;
        }
    }

    public void Say(Seat seat, string text)
    {
        lock (_lock)
        {
            NeedHere(seat);
            Tell(seat.Guest, MessageKind.Said, text);
        }
    }

    /// <summary>Another guest of the room.</summary>
    public Seat Find(Seat seat, string nick)
    {
        lock (_lock)
        {
            NeedHere(seat);
            return _seats.GetValueOrDefault(nick) ?? throw new ChatException($"There is no {PlainText.Of(nick)} in {name}.");
        }
    }

    /// <summary>Begins to listen, in place of who listened for this seat before. The queue is empty and complete where the guest has left.</summary>
    public Channel<Message> Listen(Seat seat, int before)
    {
        // A slow listener loses the oldest messages: it neither holds up who speaks nor grows.
        var queue = Channel.CreateBounded<Message>(new BoundedChannelOptions(ChatLimits.Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            if (!IsHere(seat))
            {
                queue.Writer.TryComplete();
                return queue;
            }

            EndListening(seat, _listeners.GetValueOrDefault(seat));
            _listeners.Add(seat, queue);
            foreach (Message message in _kept.Where(message => message.Number >= seat.Entered - Math.Clamp(before, 0, ChatLimits.Kept)))
            {
                queue.Writer.TryWrite(message);
            }

            return queue;
        }
    }

    /// <summary>Ends to listen, unless somebody else listens for the seat now.</summary>
    public void EndListening(Seat seat, Channel<Message>? queue)
    {
        lock (_lock)
        {
            if (queue is not null && _listeners.GetValueOrDefault(seat) == queue)
            {
                _listeners.Remove(seat);
                queue.Writer.TryComplete();
            }
        }
    }

    /// <summary>Turns out everybody without a word: the server ends.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _seats.Clear();
            foreach (Channel<Message> queue in _listeners.Values)
            {
                queue.Writer.TryComplete();
            }

            _listeners.Clear();
        }
    }

    private bool IsHere(Seat seat) => _seats.GetValueOrDefault(seat.Guest.Nick) == seat;

    private void NeedHere(Seat seat)
    {
        if (!IsHere(seat))
        {
            throw new ChatException($"You are not in {name} any more.");
        }
    }

    private long Tell(Guest by, MessageKind kind, string text = "")
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
}
