using Rpc.Calls;
using Rpc.Connections;
using Rpc.Naming;
using Rpc.Stubs;

namespace Rpc.Wiring;

/// <summary>An object under a name, or the objects with some tags: found, connected and bound at the first call, and again when the name changes or a connection has ended. Of several instances each call chooses one.</summary>
/// <remarks>
/// Written under <c>_gate</c> only: <c>_ways</c>, made of what the name's slot knows; <see cref="ProxyTarget.Route"/>, the way of the only instance or of the session, and null where there are several instances;
/// <c>_inOrder</c>, the way of one-way calls where there are several.
/// </remarks>
internal sealed partial class NameTarget(RemoteUri uri, ConnectionPool pool, Func<NameClient> names, ProxyOptions options, ProxyHost host, ProxySession? session = null) : AddressedTarget(uri, pool, options, host, session)
{
    private readonly Lock _gate = new();
    private volatile WaySet? _ways;
    private volatile CallRoute? _inOrder;
    private ContractDescriptor? _contract;
    private NameSlot? _slot;
    private NameUse? _use;
    private long _lookAt;

    private NameSlot Slot => _slot ??= names().Slot(Given);

    internal override CallRoute? Choose(RouteWish wish)
    {
        if (_ways is not { } ways)
        {
            return null;
        }

        if (Environment.TickCount64 >= Volatile.Read(ref _lookAt))
        {
            LookAgain();
        }

        return wish.InOrder ? ChooseInOrder(ways, wish.Avoid) : ChooseAny(ways, wish.Avoid);
    }

    internal override bool HasOther(CallRoute? failed) => _ways is { Single: null } ways && ways.HasOther(failed);

    internal override void Leave(CallRoute? route)
    {
        if (route is null)
        {
            return;
        }

        RemoteUri? left = null;
        lock (_gate)
        {
            base.Leave(route);
            if (!route.Channel.IsOpen && _ways?.Find(route) is { } way)
            {
                way.Route = null;
                left = way.Instance.Address;
            }
        }

        // A server that drains has taken its names off the list, or another has taken them over: the next call asks where the object is now.
        if (left is not null)
        {
            Slot.Invalidate(left, failed: false);
        }
    }

    internal override ProxyTarget With(ProxyOptions options) => new NameTarget(Given, Pool, names, options, Host, Session);

    private CallRoute? ChooseAny(WaySet ways, CallRoute? avoid)
    {
        CallRoute? route = ways.Choose(avoid, out InstanceWay? wanted);
        if (route is not null && wanted is not null && _contract is { } contract && wanted.TryBeginOpening())
        {
            OpenBehind(wanted, contract);
        }

        return route;
    }

    private CallRoute? ChooseInOrder(WaySet ways, CallRoute? avoid)
    {
        if (IsKept(_inOrder))
        {
            return _inOrder;
        }

        // One thread chooses for all, so that no two go on over different ways.
        lock (_gate)
        {
            return IsKept(_inOrder) ? _inOrder : _inOrder = ChooseAny(ways, avoid);
        }

        bool IsKept(CallRoute? route) => route is { Channel.IsOpen: true } && route != avoid && ways.Find(route) is not null;
    }

    /// <summary>From the first call that opens a way on, the proxy hears of changes.</summary>
    private void Use(ContractDescriptor contract)
    {
        lock (_gate)
        {
            _contract ??= contract;
            _use ??= Slot.Use(() => Renew());
        }
    }

    /// <summary>Makes the ways anew if the name has changed. Those that are open stay open, where their instance is still there.</summary>
    private WaySet? Renew()
    {
        lock (_gate)
        {
            // What is known now, not what somebody was given some time ago.
            if (Slot.Known is { } known && _ways?.Instances != known)
            {
                _ways = new WaySet(known, _ways, Options.Balancing);
                if (!Session.IsBegun)
                {
                    Route = _ways.Single is { IsOpen: true } single ? single.Route : null;
                }
            }

            return _ways;
        }
    }

    /// <summary>Takes a way that was opened into use.</summary>
    private CallRoute Found(InstanceWay way, CallRoute route, RouteWish wish)
    {
        lock (_gate)
        {
            way.Instance.Health.Reached();
            if (route.IsSession)
            {
                return Route = Session.Keep(route, Uri);
            }

            // The ways may have been made anew meanwhile.
            way.Route = route;
            if (_ways is { } ways)
            {
                if (ways.Find(way.Instance.Address) is { } current)
                {
                    current.Route = route;
                }

                if (ways.Single is not null)
                {
                    return ways.Single.Route == route ? Route = route : route;
                }

                if (wish.InOrder)
                {
                    return _inOrder is { Channel.IsOpen: true } kept && kept != wish.Avoid && ways.Find(kept) is not null ? kept : _inOrder = route;
                }
            }

            return route;
        }
    }

    /// <summary>The way that can be taken without opening one.</summary>
    private CallRoute? Ready(WaySet ways, RouteWish wish)
    {
        lock (_gate)
        {
            if (ways.Single is { } single)
            {
                return !single.IsOpen ? null : _ways == ways && !Session.IsBegun ? Route = single.Route : single.Route;
            }
        }

        return Choose(wish) is { Channel.IsOpen: true } route ? route : null;
    }
}
