using System.Net;
using System.Net.Sockets;

namespace Rpc.Naming;

/// <summary>An address of this machine, and the interface that has it.</summary>
/// <param name="Address">Of IPv4 or IPv6; no loopback.</param>
/// <param name="PrefixLength">Bits that all hosts of its subnet share.</param>
/// <param name="Interface">The interface's index.</param>
/// <param name="HasGateway">Whether other networks are reached by that interface.</param>
internal readonly record struct LocalAddress(IPAddress Address, int PrefixLength, int Interface, bool HasGateway)
{
    /// <summary>The address at which every host of the IPv4 subnet hears; null where there is none.</summary>
    public IPAddress? Broadcast
    {
        get
        {
            if (Address.AddressFamily != AddressFamily.InterNetwork || PrefixLength is < 1 or > 30)
            {
                return null;
            }

            byte[] bytes = Address.GetAddressBytes();
            for (int bit = PrefixLength; bit < 32; bit++)
            {
                bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
            }

            return new IPAddress(bytes);
        }
    }
}
