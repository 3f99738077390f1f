using Rpc.Calls;
using Rpc.Connections;
using Rpc.Naming;
using Rpc.Stubs;

namespace Rpc.Wiring;

/// <summary>An object at a URI or under a name: resolved, connected and bound at the first call, and again whenever the connection has ended.</summary>
internal sealed class UriTarget(RemoteUri uri, ConnectionPool pool, Func<NameClient> names, ProxyOptions options) : ProxyTarget(uri.ToString(), options)
{
    internal override KnownObject Known => new(null, 0, Uri);

    internal override object Identity => Uri;

    internal override CallRoute Open(ContractDescriptor contract, long deadline, CancellationToken cancellationToken)
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
            RpcConnection connection = Block(pool.GetAsync(address.WithoutObject().ToString()), deadline, cancellationToken);
            return Route = connection.Bind(Binding(address, contract), deadline);
        }
        catch (RpcException exception) when (IsUnreachable(exception))
        {
            names().Invalidate(uri, address);
            throw;
        }
    }

    internal override async ValueTask<CallRoute> OpenAsync(ContractDescriptor contract, long deadline, CancellationToken cancellationToken)
    {
        (RpcConnection connection, BindTarget binding) = await ConnectAsync(contract, deadline, cancellationToken).ConfigureAwait(false);
        return Route = await connection.BindAsync(binding, deadline, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The connection to the object and what to bind there.</summary>
    internal async ValueTask<(RpcConnection Connection, BindTarget Binding)> ConnectAsync(ContractDescriptor? contract, long deadline, CancellationToken cancellationToken)
    {
        RemoteUri address = uri;
        try
        {
            if (uri.NeedsNameServer)
            {
                address = await names().ResolveAsync(uri, cancellationToken).AsTask().WaitAsync(Left(deadline), cancellationToken).ConfigureAwait(false);
            }

            RpcConnection connection = await pool.GetAsync(address.WithoutObject().ToString()).WaitAsync(Left(deadline), cancellationToken).ConfigureAwait(false);
            return (connection, Binding(address, contract));
        }
        catch (TimeoutException)
        {
            throw TooLate();
        }
        catch (RpcException exception) when (IsUnreachable(exception))
        {
            names().Invalidate(uri, address);
            throw;
        }
    }

    internal override ProxyTarget With(ProxyOptions options) => new UriTarget(uri, pool, names, options);

    internal override ValueTask ReleaseAsync() => ValueTask.CompletedTask;

    private bool IsUnreachable(RpcException exception) => uri.NeedsNameServer && exception.Reason is RpcErrorReason.ConnectionLost or RpcErrorReason.NoSuchObject;

    private BindTarget Binding(RemoteUri address, ContractDescriptor? contract) => new(Uri, ObjectIdOf(address), 0, contract);

    private string ObjectIdOf(RemoteUri address) => address.ObjectId
        ?? throw new RpcException(RpcStatus.InvalidArgument, $"{Uri} names no object: add its id after the address, as in rpc://host:port/id.", reason: RpcErrorReason.NoSuchObject);

    private T Block<T>(Task<T> task, long deadline, CancellationToken cancellationToken)
    {
        if (IncomingOnReader() is { } outer)
        {
            outer.Channel.BeforeBlocking(outer, standing: true);
        }

        try
        {
            return task.Wait(Left(deadline), cancellationToken) ? task.GetAwaiter().GetResult() : throw TooLate();
        }
        catch (AggregateException)
        {
            return task.GetAwaiter().GetResult();
        }
    }

    private static IncomingCall? IncomingOnReader() => IncomingCall.Current is { InlineToken: not 0 } call ? call : null;

    private static TimeSpan Left(long deadline) => deadline == long.MaxValue
        ? Timeout.InfiniteTimeSpan
        : TimeSpan.FromMilliseconds(Math.Clamp(deadline - Environment.TickCount64, 0, int.MaxValue));

    private RpcException TooLate() => new(RpcStatus.DeadlineExceeded, $"{Uri} could not be reached before the deadline of the call. Nothing was sent.") { RemoteUri = Uri };
}
