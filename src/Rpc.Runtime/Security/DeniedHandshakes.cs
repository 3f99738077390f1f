using System.Net;
using System.Net.Sockets;

namespace Rpc.Security;

/// <summary>Counts refused handshakes by address, and tells which addresses are shut out for a while. Thread-safe.</summary>
/// <remarks>
/// Invariant, under <c>_lock</c>: an address is in at most one of the two generations, each of which has at most <c>MostAddresses</c>; when the
/// younger one is full the older one is forgotten. So memory is bounded, and whoever wants to be forgotten needs as many addresses as both hold.
/// </remarks>
internal sealed class DeniedHandshakes(int most, TimeSpan window, Func<long> milliseconds)
{
    /// <summary>Addresses in one generation: about a megabyte for both.</summary>
    public const int MostAddresses = 4_096;

    private readonly Lock _lock = new();
    private Dictionary<IPAddress, Denials> _young = [];
    private Dictionary<IPAddress, Denials> _old = [];
    private volatile bool _any;

    private struct Denials
    {
        public int Count;
        public long Since;
    }

    /// <summary>Addresses that are remembered.</summary>
    public int Addresses
    {
        get
        {
            lock (_lock)
            {
                return _young.Count + _old.Count;
            }
        }
    }

    /// <summary>Whether connections from this address are closed unheard.</summary>
    public bool IsShutOut(string peer)
    {
        if (!_any || AddressOf(peer) is not { } address)
        {
            return false;
        }

        lock (_lock)
        {
            return (_young.TryGetValue(address, out Denials denials) || _old.TryGetValue(address, out denials)) && denials.Count >= most && !IsOver(denials);
        }
    }

    /// <summary>Counts a refusal. True when it is the one that shuts the address out.</summary>
    public bool Count(string peer)
    {
        if (most <= 0 || AddressOf(peer) is not { } address)
        {
            return false;
        }

        lock (_lock)
        {
            _any = true;
            if (_old.Remove(address, out Denials denials) || _young.TryGetValue(address, out denials))
            {
                denials = IsOver(denials) ? default : denials;
            }

            long now = milliseconds();
            denials.Count++;

            // The time begins with the first refusal, and anew with the one that is too many.
            if (denials.Count == 1 || denials.Count == most)
            {
                denials.Since = now;
            }

            if (_young.Count >= MostAddresses && !_young.ContainsKey(address))
            {
                (_old, _young) = (_young, []);
            }

            _young[address] = denials;
            return denials.Count == most;
        }
    }

    private bool IsOver(Denials denials) => milliseconds() - denials.Since >= (long)window.TotalMilliseconds;

    /// <summary>What counts as one address: of IPv6 the first 64 bits, which one host has to itself. Null for peers of this machine that have none.</summary>
    private static IPAddress? AddressOf(string peer)
    {
        if (!IPEndPoint.TryParse(peer, out IPEndPoint? endPoint))
        {
            return null;
        }

        IPAddress address = endPoint.Address.IsIPv4MappedToIPv6 ? endPoint.Address.MapToIPv4() : endPoint.Address;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        Span<byte> bytes = stackalloc byte[16];
        _ = address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
