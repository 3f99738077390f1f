using System.Diagnostics.CodeAnalysis;
using Rpc.Calls;
using Rpc.Connections;
using Rpc.Stubs;

namespace Rpc.Wiring;

/// <summary>An object that is reached over connections of the client's own: at an address, or under a name.</summary>
internal abstract class AddressedTarget(RemoteUri uri, ConnectionPool pool, ProxyOptions options, ProxyHost host, ProxySession? session) : ProxyTarget(uri.ToString(), options, host)
{
    internal override KnownObject Known => new(null, 0, Uri);

    internal override object Identity => Uri;

    protected ConnectionPool Pool => pool;

    /// <summary>The URI as it was given, read.</summary>
    protected RemoteUri Given => uri;

    protected ProxySession Session { get; } = session ?? new ProxySession();

    internal override async ValueTask ReachAsync(long deadline, CancellationToken cancellationToken)
    {
        if ((Route ?? Choose(default)) is not { Channel.IsOpen: true })
        {
            await ConnectAsync(deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A connection to the object, and what to bind there.</summary>
    internal abstract ValueTask<(RpcConnection Connection, BindTarget Binding)> ConnectAsync(long deadline, CancellationToken cancellationToken);

    /// <summary>Ends a session; a proxy without one needs no end and goes on working.</summary>
    internal override ValueTask ReleaseAsync()
    {
        if (Session.IsBegun)
        {
            Route = null;
            Session.End();
        }

        return ValueTask.CompletedTask;
    }

    protected Task<RpcConnection> ConnectionTo(RemoteUri address) => pool.GetAsync(address.WithoutObject().ToString(), Options.Retry.MaxDelay);

    protected BindTarget Binding(RemoteUri address, ContractDescriptor? contract) => new(Uri, ObjectIdOf(address), 0, contract);

    /// <summary>Blocks for something that others do, for as long as the call has time.</summary>
    protected T Block<T>(Task<T> task, long deadline, CancellationToken cancellationToken) =>
        TryBlock(task, deadline, cancellationToken, out T? result) ? result : throw TooLate();

    /// <summary>The same; false when the time passed first.</summary>
    protected static bool TryBlock<T>(Task<T> task, long deadline, CancellationToken cancellationToken, [MaybeNullWhen(false)] out T result)
    {
        ReadingThread.BeforeWaiting(own: null);
        try
        {
            if (!task.Wait(Deadline.Left(deadline), cancellationToken))
            {
                result = default;
                return false;
            }
        }
        catch (AggregateException)
        {
            // Thrown below as what it is.
        }

        result = task.GetAwaiter().GetResult();
        return true;
    }

    protected RpcException TooLate() => CallFailures.Overdue(pool.Logger, "A call", new(RpcStatus.DeadlineExceeded, $"{Uri} could not be reached before the deadline of the call. Nothing was sent.") { RemoteUri = Uri });

    private string ObjectIdOf(RemoteUri address) => address.ObjectId
        ?? throw new RpcException(RpcStatus.InvalidArgument, $"{Uri} names no object: add its id after the address, as in rpc://host:port/id.", reason: RpcErrorReason.NoSuchObject);
}
