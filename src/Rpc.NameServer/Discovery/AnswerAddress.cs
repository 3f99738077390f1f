using System.Net;
using System.Net.Sockets;
using Rpc.Naming;

namespace Rpc.NameServer.Discovery;

/// <summary>Which address of the name server an asker can use. Immutable, thread-safe.</summary>
internal sealed class AnswerAddress
{
    private readonly RemoteUri _listener;
    private readonly RemoteUri? _advertised;
    private readonly IPAddress _bound;

    /// <param name="listener">Where the name server listens, with its port: <c>rpc://</c> or <c>rpcs://</c>.</param>
    /// <param name="advertised">What it is told to give; null for what fits the asker.</param>
    public AnswerAddress(RemoteUri listener, RemoteUri? advertised)
    {
        _bound = IPAddress.TryParse(listener.Host, out IPAddress? literal) ? literal : Resolve(listener.Host!);

        // A certificate is for the name, so the name is told; otherwise the address is, which others need not resolve.
        _listener = literal is null && listener.Scheme == RemoteScheme.Tcp ? listener.WithAddress(_bound.ToString(), listener.Port) : listener;
        _advertised = advertised;
    }

    /// <summary>The families of IP over which somebody can ask who can then connect.</summary>
    public IReadOnlyList<AddressFamily> Families => _advertised is null ? [_bound.AddressFamily] : [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];

    /// <summary>Whether only programs on this machine can connect.</summary>
    public bool IsLocalOnly => IPAddress.IsLoopback(_bound);

    /// <summary>What to answer, or null where the asker could reach nothing.</summary>
    /// <param name="asker">Its address; a link-local one with its scope.</param>
    /// <param name="arrival">The index of the interface by which the question came.</param>
    public RemoteUri? For(IPAddress asker, int arrival)
    {
        if (IsLocalOnly && !IPAddress.IsLoopback(asker))
        {
            return null;
        }

        if (_advertised is not null)
        {
            return _advertised;
        }

        if (!_bound.Equals(IPAddress.Any) && !_bound.Equals(IPAddress.IPv6Any))
        {
            return _listener;
        }

        IPAddress? own = ReachableAddress.Toward(asker) ?? ReachableAddress.OfInterface(asker.AddressFamily, arrival);
        return own is null ? null : _listener.WithAddress(own.ToString(), _listener.Port);
    }

    /// <summary>As the listener resolves it: the first IPv4 address, else the first one.</summary>
    private static IPAddress Resolve(string host)
    {
        IPAddress[] found = Dns.GetHostAddresses(host);
        return Array.Find(found, static one => one.AddressFamily == AddressFamily.InterNetwork) ?? found[0];
    }
}
