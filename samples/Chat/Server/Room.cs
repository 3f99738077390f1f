using System.Threading.Channels;
using Chat.Contract;

namespace Chat.Server;

/// <summary>A room: who is in it, and what they hear. Thread-safe; nothing in it waits for a guest.</summary>
internal sealed class Room(string name)
{
    // Invariants, under _lock:
    // - a nick has at most one seat;
    // - only seats that are here listen: who leaves has no listener any more, and its stream ends;
    // - who comes, speaks or goes is told of before anything else happens: so all hear of a guest first that it comes, then what it says, then that it goes.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Seat> _seats = new(StringComparer.OrdinalIgnoreCase);
    private readonly RoomMessages _messages = new();

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
                return _messages.Listeners;
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
            return _messages.Tell(seat.Guest, MessageKind.Entered);
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
            _messages.EndListening(seat);
            _messages.Tell(seat.Guest, how);
            return true;
        }
    }

    public void Say(Seat seat, string text)
    {
        lock (_lock)
        {
            NeedHere(seat);
            _messages.Tell(seat.Guest, MessageKind.Said, text);
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

    /// <summary>Begins to listen, in place of who listened for this seat before.</summary>
    /// <returns>Null where the guest has left.</returns>
    public Channel<Message>? Listen(Seat seat, int before)
    {
        lock (_lock)
        {
            return IsHere(seat) ? _messages.Listen(seat, before) : null;
        }
    }

    /// <summary>Ends to listen, unless somebody else listens for the seat now.</summary>
    public void EndListening(Seat seat, Channel<Message> queue)
    {
        lock (_lock)
        {
            _messages.EndListening(seat, queue);
        }
    }

    /// <summary>Turns out everybody without a word: the server ends.</summary>
    public void Close()
    {
        lock (_lock)
        {
            foreach (Seat seat in _seats.Values)
            {
                _messages.EndListening(seat);
            }

            _seats.Clear();
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
}
