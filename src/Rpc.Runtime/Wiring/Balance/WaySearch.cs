using System.Runtime.ExceptionServices;
using Rpc.Calls;

namespace Rpc.Wiring;

/// <summary>One call's search for an instance that can be reached: each is tried once. Used by one call at a time.</summary>
internal sealed class WaySearch
{
    private RpcException? _last;

    /// <summary>Instances that could not be reached.</summary>
    public List<RemoteUri> Tried { get; } = [];

    /// <summary>The instance to try next.</summary>
    /// <exception cref="RpcException">All were tried: the last failure.</exception>
    public InstanceWay Next(WaySet ways, CallRoute? avoid)
    {
        InstanceWay? way = ways.ToOpen(Tried, avoid);
        if (way is null)
        {
            ExceptionDispatchInfo.Throw(_last!);
        }

        return way;
    }

    public void Failed(InstanceWay way, RpcException failure)
    {
        Tried.Add(way.Instance.Address);
        _last = failure;
    }
}
