using Rpc;

namespace Chat.Contract;

#region contract
/// <summary>A place in a room: an object that the server has made for one guest.</summary>
[Remote]
[Throws(typeof(ChatException))]
[Timeout(10_000)]
public interface ISeat
{
    /// <summary>Says something to all in the room.</summary>
    Task SayAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>What is said and who comes and goes, until the seat is left. A reader who is too slow misses the oldest messages; their numbers tell.</summary>
    /// <param name="before">How many messages from before the guest came are heard first, as far as the room still knows them.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    IAsyncEnumerable<Message> ListenAsync(int before, CancellationToken cancellationToken = default);

    /// <summary>Who is in the room.</summary>
    [Idempotent]
    Task<Guest[]> WhoAsync(CancellationToken cancellationToken = default);

    /// <summary>Says something that only one of them hears.</summary>
    Task WhisperAsync(string nick, string text, CancellationToken cancellationToken = default);

    /// <summary>Lets the server call somebody, and tells the answer and how long it took.</summary>
    Task<Pong> PingAsync(string nick, CancellationToken cancellationToken = default);

    /// <summary>Leaves the room, with a goodbye.</summary>
    Task LeaveAsync(CancellationToken cancellationToken = default);
}
#endregion
