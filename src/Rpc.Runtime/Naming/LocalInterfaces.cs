using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Rpc.Naming;

/// <summary>The network interfaces of this machine by which others are reached, as they are now.</summary>
internal static class LocalInterfaces
{
    /// <summary>The addresses of each interface that is up and no loopback; link-local ones of IPv6 are left out, as they cannot travel in a URI.</summary>
    public static IEnumerable<LocalAddress> Addresses(AddressFamily family)
    {
        foreach (NetworkInterface one in All())
        {
            foreach (LocalAddress address in Addresses(one, family))
            {
                yield return address;
            }
        }
    }

    private static NetworkInterface[] All()
    {
        try
        {
            // Tunnels do not tell whether they are up.
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(static one => one.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown && one.NetworkInterfaceType != NetworkInterfaceType.Loopback)];
        }
        catch (NetworkInformationException)
        {
            // A sandbox that does not let its programs look.
            return [];
        }
    }

    private static LocalAddress[] Addresses(NetworkInterface one, AddressFamily family)
    {
        try
        {
            IPInterfaceProperties properties = one.GetIPProperties();
            int index = family == AddressFamily.InterNetwork ? properties.GetIPv4Properties().Index : properties.GetIPv6Properties().Index;
            bool hasGateway = properties.GatewayAddresses.Count > 0;
            return [.. properties.UnicastAddresses
                .Where(address => address.Address.AddressFamily == family && !address.Address.IsIPv6LinkLocal && !IPAddress.IsLoopback(address.Address))
                .Select(address => new LocalAddress(address.Address, address.PrefixLength, index, hasGateway))];
        }
        catch (NetworkInformationException)
        {
            // It does not speak this family, or has just gone.
            return [];
        }
    }
}
