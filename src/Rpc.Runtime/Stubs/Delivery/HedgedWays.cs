using Rpc.Calls;

namespace Rpc.Stubs;

/// <summary>Which ways the attempts of one hedged call have taken. Thread-safe.</summary>
internal sealed class HedgedWays
{
    private volatile CallRoute? _last;

    /// <summary>The last one, which the next attempt avoids; null while none was found.</summary>
    public CallRoute? Last => _last;

    public void Took(CallRoute route) => _last = route;
}
