using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Rpc.Naming;

namespace Rpc.NameServer.Discovery;

/// <summary>The UDP socket of one family of IP at which questions come in: by broadcast, by multicast, and directly. Not thread-safe but for receiving and sending.</summary>
internal sealed class DiscoverySocket : IDisposable
{
    private readonly HashSet<int> _joined = [];
    private readonly HashSet<int> _told = [];
    private readonly ILogger _log;

    /// <exception cref="IOException">The port cannot be shared.</exception>
    public DiscoverySocket(AddressFamily family, int port, ILogger log)
    {
        _log = log;
        Socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Share(Socket);
            Socket.SetSocketOption(family == AddressFamily.InterNetworkV6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP, SocketOptionName.PacketInformation, true);

            // Broadcasts come to the wildcard address only.
            Socket.Bind(new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, port));
        }
        catch (SocketException error)
        {
            Socket.Dispose();
            throw new IOException($"The name server cannot let itself be found: UDP port {port} cannot be used, {error.SocketErrorCode}. Another program may have it for itself.");
        }
    }

    public Socket Socket { get; }

    /// <summary>Joins the groups on interfaces that are there now and were not before.</summary>
    public void Join()
    {
        foreach (NetworkInterface one in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (one.OperationalStatus is not (OperationalStatus.Up or OperationalStatus.Unknown) || !one.SupportsMulticast || one.NetworkInterfaceType == NetworkInterfaceType.Loopback)
            {
                continue;
            }

            try
            {
                Join(one.GetIPProperties());
            }
            catch (NetworkInformationException)
            {
                // It does not speak this family, or has just gone.
            }
        }
    }

    public void Dispose() => Socket.Dispose();

    private void Join(IPInterfaceProperties properties)
    {
        bool isV6 = Socket.AddressFamily == AddressFamily.InterNetworkV6;
        int index = isV6 ? properties.GetIPv6Properties().Index : properties.GetIPv4Properties().Index;
        if (_joined.Contains(index))
        {
            return;
        }

        try
        {
            if (isV6)
            {
                Socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(DiscoveryMessage.LinkGroup, index));
                Socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(DiscoveryMessage.SiteGroup, index));
            }
            else
            {
                Socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(DiscoveryMessage.Group, index));
            }

            _joined.Add(index);
        }
        catch (SocketException error)
        {
            if (_told.Add(index))
            {
                DiscoveryLog.NotJoined(_log, index, error.SocketErrorCode.ToString());
            }
        }
    }

    private static void Share(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            // SO_REUSEADDR alone: .NET's option sets SO_REUSEPORT with it, which only sockets of one user can share.
            const int SolSocket = 1;
            const int SoReuseAddress = 2;
            socket.SetRawSocketOption(SolSocket, SoReuseAddress, [1, 0, 0, 0]);
            return;
        }

        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    }
}
