using Chat.Contract;
using Rpc;

namespace Chat.Server;

/// <summary>All rooms. Thread-safe.</summary>
/// <param name="tell">Is told who comes and goes.</param>
internal sealed class ChatHouse(Action<string> tell) : IChat
{
    // Invariant, under _lock: a room is in _rooms exactly while somebody is in it. Who lets guests in or out takes this lock first and then the room's, never the other way round.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Room> _rooms = new(StringComparer.OrdinalIgnoreCase);
    private bool _isClosed;

    public Task<RoomInfo[]> RoomsAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult<RoomInfo[]>([.. _rooms.Values.Select(static room => new RoomInfo(room.Name, room.Guests)).OrderBy(static room => room.Name, StringComparer.OrdinalIgnoreCase)]);
        }
    }

    public async Task<ISeat> EnterAsync(string room, Guest guest, IVisitor visitor, CancellationToken cancellationToken = default)
    {
        CallContext? call = CallContext.Current;
        try
        {
            Seat seat = Enter(Checked.Name("room", room), guest with { Nick = Checked.Name("nick", guest.Nick) }, visitor);
            tell($"{seat.Guest.Nick} has entered {seat.Room.Name}");

            // Whatever becomes of the guest: when it is gone, its seat is disposed. At once, where it is gone by now.
            return call?.Lease(seat) ?? seat;
        }
        catch (ChatException) when (visitor is IAsyncDisposable)
        {
            await ((IAsyncDisposable)visitor).DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets a guest out. False when it was out already.</summary>
    public bool Leave(Seat seat, MessageKind how)
    {
        lock (_lock)
        {
            if (!seat.Room.Leave(seat, how))
            {
                return false;
            }

            if (seat.Room.Guests == 0)
            {
                _rooms.Remove(seat.Room.Name);
            }
        }

        tell($"{seat.Guest.Nick} has left {seat.Room.Name}{(how == MessageKind.Vanished ? " without goodbye" : "")}");
        return true;
    }

    /// <summary>Ends all streams and lets nobody in any more, so that the server can end.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (Room room in _rooms.Values)
            {
                room.Close();
            }

            _rooms.Clear();
        }
    }

    private Seat Enter(string name, Guest guest, IVisitor visitor)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                throw new RpcException(RpcStatus.Unavailable, "The chat is closing.");
            }

            Room room = _rooms.GetValueOrDefault(name) ?? (_rooms.Count < ChatLimits.Rooms ? new Room(name) : throw new ChatException($"There are {ChatLimits.Rooms} rooms, which are the most: enter one of them."));
            Seat seat = new(this, room, guest, visitor);
            seat.Entered = room.Enter(seat);
            _rooms[name] = room;
            return seat;
        }
    }
}
