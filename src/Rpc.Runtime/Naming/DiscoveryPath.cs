using System.Net;
using System.Net.Sockets;

namespace Rpc.Naming;

/// <summary>A socket of one address of this machine, and where questions are sent from it.</summary>
internal sealed class DiscoveryPath : IDisposable
{
    private const int MostPaths = 32;

    private readonly IPEndPoint[] _destinations;

    private DiscoveryPath(Socket socket, IPEndPoint[] destinations)
    {
        Socket = socket;
        _destinations = destinations;
    }

    /// <summary>Where answers come in.</summary>
    public Socket Socket { get; }

    /// <summary>One for loopback and one for each address, at most 32; those that cannot be made are left out.</summary>
    public static IReadOnlyList<DiscoveryPath> Open(int port, int hops)
    {
        var paths = new List<DiscoveryPath>();
        try
        {
            // On Linux the loopback network has a broadcast address, so that several name servers of one machine all hear.
            Add(paths, IPAddress.Loopback, static _ => { }, new IPEndPoint(OperatingSystem.IsLinux() ? IPAddress.Parse("127.255.255.255") : IPAddress.Loopback, port));
            Add(paths, IPAddress.IPv6Loopback, static _ => { }, new IPEndPoint(IPAddress.IPv6Loopback, port));
            foreach (LocalAddress local in LocalInterfaces.Addresses(AddressFamily.InterNetwork).Concat(LocalInterfaces.Addresses(AddressFamily.InterNetworkV6)).Take(MostPaths - 2))
            {
                Add(paths, local.Address, socket => Aim(socket, local, hops), Destinations(local, port));
            }
        }
        catch
        {
            paths.ForEach(static path => path.Dispose());
            throw;
        }

        return paths;
    }

    /// <summary>Sends the question everywhere; what a network does not carry is not sent there.</summary>
    public void Send(byte[] question)
    {
        foreach (IPEndPoint destination in _destinations)
        {
            try
            {
                Socket.SendTo(question, destination);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // No route, no broadcast on this link, or a full queue: there are other destinations, and other rounds.
            }
        }
    }

    public void Dispose() => Socket.Dispose();

    private static void Add(List<DiscoveryPath> paths, IPAddress local, Action<Socket> prepare, params IPEndPoint[] destinations)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            if (local.AddressFamily == AddressFamily.InterNetwork)
            {
                socket.EnableBroadcast = true;
            }

            prepare(socket);
            socket.Bind(new IPEndPoint(local, 0));
            paths.Add(new DiscoveryPath(socket, destinations));
        }
        catch (SocketException)
        {
            // No IPv6 here, or the address has just gone.
            socket?.Dispose();
        }
    }

    private static void Aim(Socket socket, LocalAddress local, int hops)
    {
        if (local.Address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastInterface, local.Interface);
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastTimeToLive, hops);
        }
        else
        {
            // In this one place the option takes the interface's index in network order.
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(local.Interface));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, hops);
        }
    }

    private static IPEndPoint[] Destinations(LocalAddress local, int port) => local.Address.AddressFamily == AddressFamily.InterNetworkV6
        ? [new(new IPAddress(DiscoveryMessage.LinkGroup.GetAddressBytes(), local.Interface), port), new(DiscoveryMessage.SiteGroup, port)]
        : [.. new[] { local.Broadcast, IPAddress.Broadcast, DiscoveryMessage.Group }.OfType<IPAddress>().Select(address => new IPEndPoint(address, port))];
}
