using System.Net;
using System.Net.Sockets;

namespace Rpc.Naming;

/// <summary>What a server that listens on all addresses of its machine gives as its own.</summary>
internal static class AdvertisedAddress
{
    private static readonly TimeSpan LookupTime = TimeSpan.FromSeconds(2);

    /// <summary>
    /// <paramref name="uri"/> itself, or, where it is of <c>0.0.0.0</c> or <c>[::]</c>, with the address by which the name server is reached: whoever reaches that one most likely reaches this. A name server on
    /// this machine may listen for others too, so for it the address of the default route is given, and loopback only where the machine has nothing else.
    /// </summary>
    public static async ValueTask<RemoteUri> OfAsync(RemoteUri uri, NameClient names, CancellationToken cancellationToken)
    {
        bool isUnspecified = LocalHost.IsUnspecified(uri.Host);
        if (!isUnspecified && !LocalHost.IsLoopback(uri.Host))
        {
            return uri;
        }

        if (names.MayMove)
        {
            // What fits depends on who takes the registration, and that is known once one has answered.
            await names.NameServer.PingAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!isUnspecified || uri.Port == 0)
        {
            return uri;
        }

        AddressFamily family = IPAddress.Parse(uri.Host!).AddressFamily;
        IPAddress? toward = await TowardAsync(names.CurrentServer, family, names.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        return uri.WithAddress((toward ?? ReachableAddress.Primary(family)).ToString(), uri.Port);
    }

    private static async ValueTask<IPAddress?> TowardAsync(RemoteUri server, AddressFamily family, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (LocalHost.IsLocal(server))
        {
            return null;
        }

        try
        {
            IPAddress[] found = IPAddress.TryParse(server.Host, out IPAddress? literal)
                ? [literal]
                : await Dns.GetHostAddressesAsync(server.Host!, family, cancellationToken).WaitAsync(LookupTime, clock, cancellationToken).ConfigureAwait(false);
            return found.Where(one => one.AddressFamily == family && !IPAddress.IsLoopback(one)).Select(ReachableAddress.Toward).FirstOrDefault(static one => one is not null);
        }
        catch (Exception error) when (error is SocketException or TimeoutException)
        {
            return null;
        }
    }
}
