using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Rpc.Network.Tests.Node;

/// <summary>Lets the kernel of a router pass on what one host sends to one IPv4 group, from one interface to another, for as long as it runs: what a routing daemon would find out by itself.</summary>
/// <remarks>The layouts are those of linux/mroute.h.</remarks>
internal static class MulticastRouterNode
{
    private const int Ip = 0;
    private const int Init = 200;
    private const int AddInterface = 202;
    private const int AddRoute = 204;
    private const byte ByIndex = 8;

    public static async Task RunAsync(IPAddress from, IPAddress group, int arrival, int departure)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Igmp);
        socket.SetRawSocketOption(Ip, Init, [1, 0, 0, 0]);
        socket.SetRawSocketOption(Ip, AddInterface, Interface(0, arrival));
        socket.SetRawSocketOption(Ip, AddInterface, Interface(1, departure));
        socket.SetRawSocketOption(Ip, AddRoute, Route(from, group));
        Console.WriteLine("READY");
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
    }

    /// <summary>struct vifctl: number, flags, threshold, rate, interface, remote address.</summary>
    private static byte[] Interface(ushort number, int index)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, number);
        bytes[2] = ByIndex;
        bytes[3] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), index);
        return bytes;
    }

    /// <summary>struct mfcctl: origin, group, arrival, for each of 32 interfaces the least time to live (0: not there), counters.</summary>
    private static byte[] Route(IPAddress from, IPAddress group)
    {
        byte[] bytes = new byte[60];
        from.GetAddressBytes().CopyTo(bytes, 0);
        group.GetAddressBytes().CopyTo(bytes, 4);
        bytes[11] = 1;
        return bytes;
    }
}
