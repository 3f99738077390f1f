using Rpc.Calls;
using Rpc.Naming;

namespace Rpc.Wiring;

/// <summary>One proxy's way to one instance of a name. Thread-safe.</summary>
internal sealed class InstanceWay(NamedInstance instance)
{
    private volatile CallRoute? _route;
    private int _opening;

    public NamedInstance Instance => instance;

    /// <summary>The way, once it was opened; one that has ended stays until it is left or opened anew.</summary>
    public CallRoute? Route
    {
        get => _route;
        set => _route = value;
    }

    public bool IsOpen => _route is { Channel.IsOpen: true };

    /// <summary>Whether it is worth a connection now: it has none, and nothing was wrong lately.</summary>
    public bool IsWanted => !IsOpen && !instance.Health.IsAvoided;

    /// <summary>Whether a call can be sent there at once.</summary>
    public bool IsReady => _route is { Channel: { IsOpen: true, HasOutputRoom: true } } && !instance.Health.IsAvoided;

    /// <summary>Calls of this client that are in flight on its connection, whichever proxy made them.</summary>
    public int Load => _route?.Channel.PendingCalls ?? 0;

    /// <summary>True for the one who opens it in the background.</summary>
    public bool TryBeginOpening() => Interlocked.Exchange(ref _opening, 1) == 0;

    public void EndOpening() => Volatile.Write(ref _opening, 0);
}
