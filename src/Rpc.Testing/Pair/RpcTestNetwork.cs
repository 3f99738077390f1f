using Rpc.Transports;

namespace Rpc.Testing;

/// <summary>A network inside this process, without ports: servers listen on it, clients connect through it, and <see cref="Faults"/> say what goes wrong. Thread-safe.</summary>
/// <remarks>A server: <c>await server.ListenAsync(network.Listen(address), address)</c>. A client: <c>new RpcClientOptions { Connect = network.Connect }</c>.</remarks>
public sealed class RpcTestNetwork
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RemoteUri, LaneListener> _listeners = [];
    private readonly bool _blocking;
    private int _addresses;

    /// <summary>A network on which nobody listens yet.</summary>
    /// <param name="faults">What goes wrong, and stays the caller's; null for a plan of its own.</param>
    /// <param name="blocking">Whether threads can block in its connections, as they can in sockets; false for the asynchronous code of TLS and pipes.</param>
    public RpcTestNetwork(NetworkFaults? faults = null, bool blocking = true)
    {
        Faults = faults ?? new NetworkFaults();
        _blocking = blocking;
    }

    /// <summary>What goes wrong.</summary>
    public NetworkFaults Faults { get; }

    /// <summary>An address that nobody listens on: <c>rpc+mem://test-1</c> and so on.</summary>
    public RemoteUri NewAddress() => RemoteUri.Parse($"rpc+mem://test-{Interlocked.Increment(ref _addresses)}");

    /// <summary>Listens at any address: what it says means nothing but itself.</summary>
    /// <exception cref="IOException">Somebody listens there.</exception>
    public ITransportListener Listen(RemoteUri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        RemoteUri at = address.WithoutObject();
        var listener = new LaneListener(closed => Close(at, closed));
        lock (_lock)
        {
            return _listeners.TryAdd(at, listener) ? listener : throw new IOException($"Cannot listen on {at}: the address is taken in this test network.");
        }
    }

    /// <summary>Connects to a listener of this network: for <see cref="RpcClientOptions.Connect"/>. Where none listens and the scheme is not <c>rpc+mem</c>, as the client would have, through the same faults.</summary>
    /// <exception cref="IOException">Nobody listens there, or the faults refuse.</exception>
    public TransportConnection Connect(ConnectAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return IsHere(attempt.Address) || attempt.Address.Scheme == RemoteScheme.Memory ? Connect(attempt.Address) : Faults.Connect(attempt);
    }

    /// <summary>Connects to a listener of this network.</summary>
    /// <exception cref="IOException">Nobody listens there, or the faults refuse.</exception>
    public TransportConnection Connect(RemoteUri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        RemoteUri at = address.WithoutObject();
        FaultLink link = Faults.Open(at.ToString());
        lock (_lock)
        {
            if (_listeners.TryGetValue(at, out LaneListener? listener) && listener.Offer(new LaneConnection(link, link.Down, link.Up, $"{at} (client {link.Number})", _blocking)))
            {
                return new LaneConnection(link, link.Up, link.Down, at.ToString(), _blocking);
            }
        }

        link.End();
        throw new IOException($"connecting to {at} failed: nobody listens there in this test network");
    }

    private bool IsHere(RemoteUri address)
    {
        lock (_lock)
        {
            return _listeners.ContainsKey(address.WithoutObject());
        }
    }

    private void Close(RemoteUri at, LaneListener listener)
    {
        lock (_lock)
        {
            if (_listeners.TryGetValue(at, out LaneListener? current) && current == listener)
            {
                _listeners.Remove(at);
            }
        }
    }
}
