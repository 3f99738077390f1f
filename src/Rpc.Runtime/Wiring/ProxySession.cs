using Rpc.Calls;

namespace Rpc.Wiring;

/// <summary>The object that a proxy, and those made of it with <see cref="RemoteProxy.With"/>, have to themselves on their server, once it is known that they have one.</summary>
/// <remarks>Thread-safe. Invariant: <c>_route</c> is set once, by the first binding that was answered with a session; a binding that comes later is given back.</remarks>
internal sealed class ProxySession
{
    private CallRoute? _route;
    private int _ended;

    // Nobody has a proxy any more: its object at home need not wait for the end of the connection.
    ~ProxySession()
    {
        if (_route is { } route && Interlocked.Exchange(ref _ended, 1) == 0)
        {
            // The finalizer's thread has no time for a connection.
            ThreadPool.UnsafeQueueUserWorkItem(static lost => lost.End(), route, preferLocal: false);
        }
    }

    /// <summary>Whether the proxy is known to have an object of its own.</summary>
    public bool IsBegun => Volatile.Read(ref _route) is not null;

    /// <summary>The way to the object, or null while the proxy is not known to have one of its own.</summary>
    /// <exception cref="RpcException">It is gone: the connection has ended, its server drains, or the proxy was disposed.</exception>
    public CallRoute? Find(string uri)
    {
        if (Volatile.Read(ref _ended) != 0)
        {
            throw new RpcException(RpcStatus.NotFound, $"The session with {uri} has ended: its proxy was disposed.", RpcOutcome.NotExecuted, RpcErrorReason.NoSuchObject) { RemoteUri = uri };
        }

        return Volatile.Read(ref _route) is not { } route || route.Channel.IsOpen ? _route : throw Lost(uri);
    }

    /// <summary>Takes a new binding as the session, or gives it back and takes the one that is there.</summary>
    public CallRoute Keep(CallRoute route, string uri)
    {
        CallRoute first = Interlocked.CompareExchange(ref _route, route, null) ?? route;
        if (first != route)
        {
            route.End();
        }

        if (Volatile.Read(ref _ended) != 0)
        {
            // It was disposed while it was bound.
            first.End();
        }

        return Find(uri) ?? first;
    }

    /// <summary>The proxy is not needed any more.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            GC.SuppressFinalize(this);
            if (Volatile.Read(ref _route) is { } route)
            {
                route.End();
            }
        }
    }

    private static RpcException Lost(string uri) =>
        new(RpcStatus.FailedPrecondition, $"The session with {uri} is lost: the connection over which its object was reached has ended, and the object with it. Get a new proxy to begin another session.", RpcOutcome.NotExecuted, RpcErrorReason.SessionLost) { RemoteUri = uri };
}
