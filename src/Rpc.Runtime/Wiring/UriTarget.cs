using Rpc.Calls;
using Rpc.Connections;
using Rpc.Naming;
using Rpc.Stubs;

namespace Rpc.Wiring;

/// <summary>An object at a URI or under a name: resolved, connected and bound at the first call, and again whenever the connection has ended.</summary>
internal sealed class UriTarget(RemoteUri uri, ConnectionPool pool, Func<NameClient> names, ProxyOptions options, ProxyHost host, ProxySession? session = null) : ProxyTarget(uri.ToString(), options, host)
{
    private readonly ProxySession _session = session ?? new ProxySession();

    /// <summary>The last way and where its object is, as one value.</summary>
    private volatile Tuple<CallRoute, RemoteUri>? _way;

    internal override KnownObject Known => new(null, 0, Uri);

    internal override object Identity => Uri;

    internal override CallRoute Open(ContractDescriptor contract, long deadline, CancellationToken cancellationToken)
    {
        if (_session.Find(Uri) is { } known)
        {
            return Route = known;
        }

        for (RemoteUri? before = null; ;)
        {
            RemoteUri address = uri;
            if (uri.NeedsNameServer)
            {
                // The name server is asked over another connection, once; the call itself never waits for a task.
                ValueTask<RemoteUri> resolving = names().ResolveAsync(uri, cancellationToken);
                address = resolving.IsCompletedSuccessfully ? resolving.Result : Block(resolving.AsTask(), deadline, cancellationToken);
            }

            try
            {
                RpcConnection connection = Block(ConnectionTo(address), deadline, cancellationToken);
                return Found(connection.Bind(Binding(address, contract), deadline, cancellationToken), address);
            }
            catch (RpcException exception) when (MayHaveMoved(exception, address, ref before))
            {
            }
        }
    }

    internal override async ValueTask<CallRoute> OpenAsync(ContractDescriptor contract, long deadline, CancellationToken cancellationToken)
    {
        if (_session.Find(Uri) is { } known)
        {
            return Route = known;
        }

        (_, _, CallRoute? route, RemoteUri address) = await ConnectAsync(contract, bind: true, deadline, cancellationToken).ConfigureAwait(false);
        return Found(route!, address);
    }

    internal override async ValueTask ReachAsync(long deadline, CancellationToken cancellationToken)
    {
        if (Route is not { Channel.IsOpen: true })
        {
            await ConnectAsync(contract: null, bind: false, deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    internal override void Leave(CallRoute? route)
    {
        base.Leave(route);

        // A server that drains has taken its names off the list, or another has taken them over: the next call asks where the object is now.
        if (route is not null && !route.Channel.IsOpen && uri.NeedsNameServer && _way is { } way && way.Item1 == route)
        {
            _way = null;
            names().Invalidate(uri, way.Item2);
        }
    }

    /// <summary>The connection to the object and what to bind there; with <paramref name="bind"/>, also bound.</summary>
    internal async ValueTask<(RpcConnection Connection, BindTarget Binding, CallRoute? Route, RemoteUri Address)> ConnectAsync(ContractDescriptor? contract, bool bind, long deadline, CancellationToken cancellationToken)
    {
        for (RemoteUri? before = null; ;)
        {
            RemoteUri address = uri;
            try
            {
                if (uri.NeedsNameServer)
                {
                    address = await names().ResolveAsync(uri, cancellationToken).AsTask().WaitAsync(Deadline.Left(deadline), cancellationToken).ConfigureAwait(false);
                }

                RpcConnection connection = await ConnectionTo(address).WaitAsync(Deadline.Left(deadline), cancellationToken).ConfigureAwait(false);
                BindTarget binding = Binding(address, contract);
                CallRoute? route = bind ? await connection.BindAsync(binding, deadline, cancellationToken).ConfigureAwait(false) : null;
                return (connection, binding, route, address);
            }
            catch (TimeoutException)
            {
                throw TooLate();
            }
            catch (RpcException exception) when (MayHaveMoved(exception, address, ref before))
            {
            }
        }
    }

    internal override ProxyTarget With(ProxyOptions options) => new UriTarget(uri, pool, names, options, Host, _session);

    /// <summary>Ends a session; a proxy without one needs no end and goes on working.</summary>
    internal override ValueTask ReleaseAsync()
    {
        if (_session.IsBegun)
        {
            Route = null;
            _session.End();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Whether a name should be looked up again: nothing was sent yet, and its address does not answer, or not as this object. Once for each address.</summary>
    private bool MayHaveMoved(RpcException exception, RemoteUri address, ref RemoteUri? before)
    {
        if (!uri.NeedsNameServer || exception.Reason is not (RpcErrorReason.ConnectionLost or RpcErrorReason.NoSuchObject) || exception.Outcome != RpcOutcome.NotExecuted || address == uri)
        {
            return false;
        }

        names().Invalidate(uri, address);
        bool first = before is null;
        before = address;
        return first;
    }

    private Task<RpcConnection> ConnectionTo(RemoteUri address) => pool.GetAsync(address.WithoutObject().ToString(), Options.Retry.MaxDelay);

    private CallRoute Found(CallRoute route, RemoteUri address)
    {
        if (uri.NeedsNameServer)
        {
            _way = Tuple.Create(route, address);
        }

        return Route = route.IsSession ? _session.Keep(route, Uri) : route;
    }

    private BindTarget Binding(RemoteUri address, ContractDescriptor? contract) => new(Uri, ObjectIdOf(address), 0, contract);

    private string ObjectIdOf(RemoteUri address) => address.ObjectId
        ?? throw new RpcException(RpcStatus.InvalidArgument, $"{Uri} names no object: add its id after the address, as in rpc://host:port/id.", reason: RpcErrorReason.NoSuchObject);

    private T Block<T>(Task<T> task, long deadline, CancellationToken cancellationToken)
    {
        ReadingThread.BeforeWaiting(own: null);
        try
        {
            return task.Wait(Deadline.Left(deadline), cancellationToken) ? task.GetAwaiter().GetResult() : throw TooLate();
        }
        catch (AggregateException)
        {
            return task.GetAwaiter().GetResult();
        }
    }

    private RpcException TooLate() => CallFailures.Overdue(pool.Logger, "A call", new(RpcStatus.DeadlineExceeded, $"{Uri} could not be reached before the deadline of the call. Nothing was sent.") { RemoteUri = Uri });
}
