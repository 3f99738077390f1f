using System.Net;
using System.Net.Sockets;

namespace Rpc.Naming;

/// <summary>Which address of this machine another one can use: for what listens on all of them. Sends nothing. Thread-safe; the answer holds until the network changes.</summary>
public static class ReachableAddress
{
    // Routes are looked up by connecting a UDP socket, which sends nothing. Both are addresses that documentation uses: nobody's, so the way there is the default route.
    private static readonly IPAddress s_farV4 = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress s_farV6 = IPAddress.Parse("2001:db8::1");

    /// <summary>The address from which this machine reaches <paramref name="peer"/>, and at which that one can reach it; null where there is no way, or none that a URI can tell.</summary>
    /// <param name="peer">Of IPv4 or IPv6; a link-local one with its scope.</param>
    public static IPAddress? Toward(IPAddress peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        IPAddress local;
        try
        {
            using var socket = new Socket(peer.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(peer, 9);
            local = ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return null;
        }

        return local.IsIPv6LinkLocal ? OfInterface(local.AddressFamily, (int)local.ScopeId)
            : IPAddress.IsLoopback(local) && !IPAddress.IsLoopback(peer) ? null
            : local;
    }

    /// <summary>An address of the interface with that index; null where it has none that a URI can tell.</summary>
    public static IPAddress? OfInterface(AddressFamily family, int index) => LocalInterfaces.Addresses(family).Where(one => one.Interface == index).Select(static one => one.Address).FirstOrDefault();

    /// <summary>The address to give to whom nothing is known of: that of the default route, else of any interface; loopback where there is no other.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    public static IPAddress Primary(AddressFamily family) => Toward(family == AddressFamily.InterNetworkV6 ? s_farV6 : s_farV4)
        ?? LocalInterfaces.Addresses(family).OrderByDescending(static one => one.HasGateway).ThenBy(static one => one.Interface).Select(static one => one.Address).FirstOrDefault()
        ?? (family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback);
}
