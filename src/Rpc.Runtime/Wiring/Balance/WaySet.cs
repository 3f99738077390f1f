using Rpc.Calls;
using Rpc.Naming;

namespace Rpc.Wiring;

/// <summary>One proxy's ways to all instances that a name has now, and which one a call takes. Thread-safe; another one is made when the name changes.</summary>
internal sealed class WaySet
{
    private readonly InstanceWay[] _ways;
    private readonly Chooser _chooser;
    private readonly Balancing _balancing;

    /// <param name="instances">At least one.</param>
    /// <param name="before">The ways so far, which are kept where their instance is; or null.</param>
    /// <param name="balancing">How calls are spread.</param>
    public WaySet(NamedInstance[] instances, WaySet? before, Balancing balancing)
    {
        Instances = instances;
        _balancing = balancing;
        _ways = [.. instances.Select(one => new InstanceWay(one) { Route = before?.Find(one.Address)?.Route })];
        _chooser = new Chooser([.. instances.Select(static one => one.Weight)], balancing == Balancing.RoundRobin);
    }

    /// <summary>What it was made of.</summary>
    public NamedInstance[] Instances { get; }

    /// <summary>The only way, or null where there are several.</summary>
    public InstanceWay? Single => _ways.Length == 1 ? _ways[0] : null;

    public InstanceWay? Find(RemoteUri address) => Array.Find(_ways, way => way.Instance.Address == address);

    public InstanceWay? Find(CallRoute route)
    {
        foreach (InstanceWay way in _ways)
        {
            if (way.Route == route)
            {
                return way;
            }
        }

        return null;
    }

    /// <summary>Whether a call that has failed over one way can go another at once.</summary>
    public bool HasOther(CallRoute? failed)
    {
        foreach (InstanceWay way in _ways)
        {
            if (way.Route is null ? way.IsWanted : way.Route != failed && !way.Instance.Health.IsAvoided)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An open way by the policy; null where none is, or where one that is avoided is all that is open and another can be opened.</summary>
    /// <param name="avoid">Taken only if there is nothing else.</param>
    /// <param name="wanted">An instance whose turn it was, or that was passed over, and that has no connection: it should be opened behind the call.</param>
    public CallRoute? Choose(CallRoute? avoid, out InstanceWay? wanted)
    {
        wanted = null;
        int first = _balancing == Balancing.RoundRobin ? _chooser.InTurn() : _chooser.AtRandom();
        int taken = ReadyFrom(first, avoid, ref wanted);
        if (taken < 0)
        {
            return avoid is not null && wanted is not null ? null : AnyOpen(avoid);
        }

        InstanceWay way = _ways[taken];
        if (_balancing == Balancing.LeastLoaded && _ways.Length > 1)
        {
            int second = _chooser.AtRandom();
            second = ReadyFrom(second == taken ? (second + 1) % _ways.Length : second, avoid, ref wanted);
            if (second >= 0 && second != taken && IsLighter(_ways[second], way))
            {
                way = _ways[second];
            }
        }

        return way.Route;
    }

    /// <summary>The instance to connect to, where a call needs one now: by the policy, those that were bad lately only if there is no other. Null when all were tried.</summary>
    public InstanceWay? ToOpen(List<RemoteUri> tried, CallRoute? avoid)
    {
        int first = _balancing == Balancing.RoundRobin ? _chooser.InTurn() : _chooser.AtRandom();
        InstanceWay? last = null;
        for (int i = 0; i < _ways.Length; i++)
        {
            InstanceWay way = _ways[(first + i) % _ways.Length];
            if (!tried.Contains(way.Instance.Address))
            {
                if (!way.Instance.Health.IsAvoided && (way.Route is null || way.Route != avoid))
                {
                    return way;
                }

                last ??= way;
            }
        }

        return last;
    }

    /// <summary>Whether an instance beside <paramref name="current"/> is left that was not tried and not bad lately.</summary>
    public bool HasUntried(List<RemoteUri> tried, InstanceWay? current = null) =>
        Array.Exists(_ways, way => way.Instance.Address != current?.Instance.Address && !way.Instance.Health.IsAvoided && !tried.Contains(way.Instance.Address));

    private static bool IsLighter(InstanceWay one, InstanceWay other) => (long)one.Load * other.Instance.Weight < (long)other.Load * one.Instance.Weight;

    private int ReadyFrom(int first, CallRoute? avoid, ref InstanceWay? wanted)
    {
        for (int i = 0; i < _ways.Length; i++)
        {
            int place = (first + i) % _ways.Length;
            InstanceWay way = _ways[place];
            if (way.IsReady && way.Route != avoid)
            {
                return place;
            }

            if (wanted is null && way.IsWanted)
            {
                wanted = way;
            }
        }

        return -1;
    }

    private CallRoute? AnyOpen(CallRoute? avoid)
    {
        CallRoute? open = null;
        foreach (InstanceWay way in _ways)
        {
            if (way.Route is { Channel.IsOpen: true } route && (open is null || open == avoid))
            {
                open = route;
            }
        }

        return open;
    }
}
