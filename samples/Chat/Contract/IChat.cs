using Rpc;

namespace Chat.Contract;

#region contract
/// <summary>The house with its rooms, published under the name <c>chat</c>.</summary>
[Remote]
public interface IChat
{
    /// <summary>The rooms in which somebody is. Others do not exist until somebody enters.</summary>
    [Idempotent]
    Task<RoomInfo[]> RoomsAsync(CancellationToken cancellationToken = default);

    /// <summary>Enters a room. The seat is the guest's as long as its connection lives; when that ends without a goodbye, the others are told so.</summary>
    /// <param name="room">Letters and digits, and behind the first also '-', '_' and '.'; so is a nick.</param>
    /// <param name="guest">Who enters. The nick must be free in this room.</param>
    /// <param name="visitor">An object of the guest's own, which the server calls.</param>
    /// <param name="cancellationToken">Gives up.</param>
    [Throws(typeof(ChatException))]
    Task<ISeat> EnterAsync(string room, Guest guest, IVisitor visitor, CancellationToken cancellationToken = default);
}
#endregion
