using Rpc.Calls;
using Rpc.Stubs;

namespace Rpc.Wiring;

/// <summary>An object that the peer of one connection exported. It lives as long as that connection, and until the proxy gives it back.</summary>
internal sealed class ReferenceTarget(ReferenceLease lease, ProxyOptions options, ProxyHost host) : ProxyTarget($"{lease.Channel.PeerAddress} reference {lease.Reference}", options, host)
{
    internal override bool CanReconnect => false;

    internal override KnownObject Known => new(lease.Channel, lease.Reference, "");

    internal override object Identity => (lease.Channel, lease.Reference);

    private BindTarget Binding(ContractDescriptor contract) => new(Uri, "", lease.Reference, contract);

    internal override CallRoute Open(ContractDescriptor contract, RouteWish wish, long deadline, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        return Route = lease.Channel.Bind(Binding(contract), deadline, cancellationToken);
    }

    internal override async ValueTask<CallRoute> OpenAsync(ContractDescriptor contract, RouteWish wish, long deadline, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        return Route = await lease.Channel.BindAsync(Binding(contract), deadline, cancellationToken).ConfigureAwait(false);
    }

    internal override ProxyTarget With(ProxyOptions options) => new ReferenceTarget(lease, options, Host);

    internal override ValueTask ReleaseAsync()
    {
        lease.Release();
        Route = null;
        return ValueTask.CompletedTask;
    }

    private void ThrowIfEnded()
    {
        if (lease.IsReleased)
        {
            throw new RpcException(RpcStatus.NotFound, $"{Uri} was given back: its proxy has been disposed.", RpcOutcome.NotExecuted, RpcErrorReason.NoSuchObject) { RemoteUri = Uri };
        }

        if (!lease.Channel.IsOpen)
        {
            throw RemoteErrors.NotConnected(Uri, "the connection over which the reference came has ended");
        }
    }
}
