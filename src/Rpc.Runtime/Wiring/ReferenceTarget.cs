using Rpc.Calls;
using Rpc.Stubs;

namespace Rpc.Wiring;

/// <summary>An object that the peer of one connection exported. It lives as long as that connection.</summary>
internal sealed class ReferenceTarget(CallChannel channel, ulong reference, ProxyOptions options) : ProxyTarget($"{channel.PeerAddress} reference {reference}", options)
{
    internal override KnownObject Known => new(channel, reference, "");

    internal override object Identity => (channel, reference);

    private BindTarget Binding(ContractDescriptor contract) => new(Uri, "", reference, contract);

    internal override CallRoute Open(ContractDescriptor contract, long deadline, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        return Route = channel.Bind(Binding(contract), deadline, cancellationToken);
    }

    internal override async ValueTask<CallRoute> OpenAsync(ContractDescriptor contract, long deadline, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        return Route = await channel.BindAsync(Binding(contract), deadline, cancellationToken).ConfigureAwait(false);
    }

    internal override ProxyTarget With(ProxyOptions options) => new ReferenceTarget(channel, reference, options);

    internal override ValueTask ReleaseAsync()
    {
        channel.References.Release(reference);
        return ValueTask.CompletedTask;
    }

    private void ThrowIfEnded()
    {
        if (!channel.IsOpen)
        {
            throw RemoteErrors.NotConnected(Uri, "the connection over which the reference came has ended");
        }
    }
}
