using Rpc.Calls;

namespace Rpc.Connections;

/// <summary>The ways to objects that the peer passed along, by the number of their reference: one way, or one for each contract through which the object is called. Thread-safe.</summary>
internal sealed class ReferenceRoutes
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, (BindTarget Target, CallRoute Route)[]> _routes = [];

    /// <summary>References that are bound.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _routes.Count;
            }
        }
    }

    public CallRoute? Find(BindTarget target)
    {
        lock (_lock)
        {
            return _routes.TryGetValue(target.Reference, out (BindTarget Target, CallRoute Route)[]? routes) ? Array.Find(routes, r => r.Target == target).Route : null;
        }
    }

    public CallRoute GetOrAdd(BindTarget target, CallRoute route)
    {
        lock (_lock)
        {
            (BindTarget Target, CallRoute Route)[] routes = _routes.GetValueOrDefault(target.Reference, []);
            if (Array.Find(routes, r => r.Target == target).Route is { } known)
            {
                return known;
            }

            _routes[target.Reference] = [.. routes, (target, route)];
            return route;
        }
    }

    public void Remove(ulong reference)
    {
        lock (_lock)
        {
            _routes.Remove(reference);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _routes.Clear();
        }
    }
}
