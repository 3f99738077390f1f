using Rpc.Calls;
using Rpc.Connections;
using Rpc.Stubs;

namespace Rpc.Wiring;

/// <summary>An object at an address: connected and bound at the first call, and again whenever the connection has ended.</summary>
internal sealed class UriTarget(RemoteUri uri, ConnectionPool pool, ProxyOptions options, ProxyHost host, ProxySession? session = null) : AddressedTarget(uri, pool, options, host, session)
{
    internal override CallRoute Open(ContractDescriptor contract, RouteWish wish, long deadline, CancellationToken cancellationToken)
    {
        if (Session.Find(Uri) is { } known)
        {
            return Route = known;
        }

        RpcConnection connection = Block(ConnectionTo(Given), deadline, cancellationToken);
        return Found(connection.Bind(Binding(Given, contract), deadline, cancellationToken));
    }

    internal override async ValueTask<CallRoute> OpenAsync(ContractDescriptor contract, RouteWish wish, long deadline, CancellationToken cancellationToken)
    {
        if (Session.Find(Uri) is { } known)
        {
            return Route = known;
        }

        RpcConnection connection = await ReachedAsync(deadline, cancellationToken).ConfigureAwait(false);
        return Found(await connection.BindAsync(Binding(Given, contract), deadline, cancellationToken).ConfigureAwait(false));
    }

    internal override async ValueTask<(RpcConnection Connection, BindTarget Binding)> ConnectAsync(long deadline, CancellationToken cancellationToken) =>
        (await ReachedAsync(deadline, cancellationToken).ConfigureAwait(false), Binding(Given, contract: null));

    internal override ProxyTarget With(ProxyOptions options) => new UriTarget(Given, Pool, options, Host, Session);

    private async ValueTask<RpcConnection> ReachedAsync(long deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectionTo(Given).WaitAsync(Deadline.Left(deadline), cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw TooLate();
        }
    }

    private CallRoute Found(CallRoute route) => Route = route.IsSession ? Session.Keep(route, Uri) : route;
}
