using Rpc;

namespace Chat.Contract;

#region contract
/// <summary>The guest's own object: the server calls it, over the connection that the guest has made.</summary>
[Remote]
public interface IVisitor
{
    /// <summary>Somebody says something to this guest alone. Nobody waits for what becomes of it.</summary>
    [OneWay]
    Task WhisperedAsync(Guest from, string text);

    /// <summary>Somebody wants to know whether this guest is there: a callback with an answer.</summary>
    /// <returns>What the guest does.</returns>
    [Timeout(5_000)]
    Task<string> PingedAsync(Guest by, CancellationToken cancellationToken = default);
}
#endregion
