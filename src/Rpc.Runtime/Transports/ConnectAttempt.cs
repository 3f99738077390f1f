namespace Rpc.Transports;

/// <summary>One attempt of a client to connect, handed to <see cref="RpcClientOptions.Connect"/>.</summary>
public sealed class ConnectAttempt
{
    private readonly Func<string, CancellationToken, TransportConnection> _connect;

    internal ConnectAttempt(string address, CancellationToken abort, Func<string, CancellationToken, TransportConnection> connect)
    {
        Address = RemoteUri.Parse(address);
        Abort = abort;
        _connect = connect;
    }

    /// <summary>What is to be connected to, without an object.</summary>
    public RemoteUri Address { get; }

    /// <summary>Fires when the time for connecting and shaking hands is over (<see cref="RpcLimits.HandshakeTimeout"/>).</summary>
    public CancellationToken Abort { get; }

    /// <summary>Connects with the transport that the address's scheme stands for. Blocks.</summary>
    /// <exception cref="IOException">It cannot be connected.</exception>
    public TransportConnection Connect() => Connect(Address);

    /// <summary>Connects somewhere else. Blocks.</summary>
    /// <exception cref="IOException">It cannot be connected.</exception>
    public TransportConnection Connect(RemoteUri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return _connect(address.WithoutObject().ToString(), Abort);
    }
}
