using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Testing;
using Rpc.Tests.Shared;
using Rpc.Transports;
using Rpc.Wiring;

namespace Rpc.Runtime.Tests;

/// <summary>A transport to run a suite over: gives addresses that nobody else listens on.</summary>
public sealed class TestTransport
{
    private static readonly HandedIn HandedInStreams = new(HandedIn.Streams);

    private readonly Func<string> _address;
    private readonly Func<RemoteUri, ITransportListener>? _listen;
    private readonly Func<RemoteUri, TransportConnection>? _connect;
    private Func<RpcServerTls?> _serverTls = static () => null;
    private Func<RpcClientTls?> _clientTls = static () => null;

    private TestTransport(string name, Func<string> address, bool isAvailable = true)
    {
        Name = name;
        IsAvailable = isAvailable;
        _address = address;
    }

    private TestTransport(string name, Func<RemoteUri, ITransportListener> listen, Func<RemoteUri, TransportConnection> connect)
        : this(name, static () => $"rpc+mem://{Guid.NewGuid():N}")
    {
        _listen = listen;
        _connect = connect;
    }

    public static TestTransport Tcp { get; } = new("TCP", static () => "rpc://127.0.0.1:0");

    public static TestTransport Tcp6 { get; } = new("TCP over IPv6", static () => "rpc://[::1]:0", HasIPv6());

    public static TestTransport Unix { get; } = new("Unix socket", static () => $"rpc+unix://{Path.GetTempPath()}rpc-test-{Guid.NewGuid():N}.sock");

    public static TestTransport Memory { get; } = new("memory", static () => $"rpc+mem://{Guid.NewGuid():N}");

    /// <summary>The lanes of Rpc.Testing without faults, where threads can block.</summary>
    public static TestTransport Lanes { get; } = Over("lanes", new RpcTestNetwork(blocking: true));

    /// <summary>Every byte comes alone, to both sides, in connections where threads can block.</summary>
    public static TestTransport SingleBytes { get; } = Over("single bytes", new RpcTestNetwork(Fragments(1, 1), blocking: true));

    /// <summary>The same where nobody blocks.</summary>
    public static TestTransport SingleBytesAsync { get; } = Over("single bytes, asynchronous", new RpcTestNetwork(Fragments(1, 2), blocking: false));

    /// <summary>Pipes that were handed in.</summary>
    public static TestTransport Pipes { get; } = Over("pipes", new HandedIn(HandedIn.Pipes));

    /// <summary>Streams that were handed in.</summary>
    public static TestTransport Streams { get; } = new("streams", HandedInStreams.Listen, HandedInStreams.Connect) { HalfCloses = false };

    public static TestTransport Tls { get; } = new("TLS", static () => "rpcs://127.0.0.1:0")
    {
        _serverTls = static () => new RpcServerTls { CertificatePath = TestAuthority.Common.ServerPath },
        HalfCloses = false,
        _clientTls = static () => new RpcClientTls { AuthorityPath = TestAuthority.Common.RootPath },
    };

    public static TestTransport MutualTls { get; } = new("mutual TLS", static () => "rpcs://localhost:0")
    {
        _serverTls = static () => new RpcServerTls { CertificatePath = TestAuthority.Common.ServerPath, ClientCertificates = ClientCertificateMode.Required, ClientAuthorityPath = TestAuthority.Common.RootPath },
        HalfCloses = false,
        _clientTls = static () => new RpcClientTls { AuthorityPath = TestAuthority.Common.RootPath, CertificatePath = TestAuthority.Common.ClientPath },
    };

    public string Name { get; }

    public bool IsAvailable { get; }

    /// <summary>Whether one direction can end alone. TLS and streams that were handed in know no such thing.</summary>
    public bool HalfCloses { get; private init; } = true;

    public string NewAddress() => _address();

    public (ITransportListener Listener, RemoteUri Bound) Listen(RemoteUri address) => _listen is null ? Endpoint.Listen(address, TlsServer) : (_listen(address), address);

    public TransportConnection Connect(RemoteUri address) => _connect is null ? Endpoint.Connect(address.ToString(), CancellationToken.None, TlsClient) : _connect(address);

    /// <summary>Lets a server listen over this transport.</summary>
    public ValueTask<RemoteUri> ListenAsync(RpcServer server, string address) =>
        _listen is null ? server.ListenAsync(address) : server.ListenAsync(_listen(RemoteUri.Parse(address)), RemoteUri.Parse(address));

    /// <summary>Lets a client, or a server's own, connect over this transport.</summary>
    public RpcClientOptions Complete(RpcClientOptions options)
    {
        options.Connect = _connect is { } connect ? attempt => connect(attempt.Address) : null;
        return Secure(options);
    }

    /// <inheritdoc cref="Complete(RpcClientOptions)"/>
    public RpcServerOptions Complete(RpcServerOptions options)
    {
        options.ConfigureClient += client => client.Connect = _connect is { } connect ? attempt => connect(attempt.Address) : null;
        return Secure(options);
    }

    public override string ToString() => Name;

    private static TestTransport Over(string name, RpcTestNetwork network) => new(name, network.Listen, network.Connect);

    private static TestTransport Over(string name, HandedIn handedIn) => new(name, handedIn.Listen, handedIn.Connect);

    private static NetworkFaults Fragments(int most, int seed)
    {
        var faults = new NetworkFaults(seed);
        faults.InBothDirections(direction => direction.FragmentBytes = most);
        return faults;
    }

    /// <summary>Gives a server what it needs to listen here.</summary>
    private RpcServerOptions Secure(RpcServerOptions options)
    {
        options.Tls ??= _serverTls();
        options.ConfigureClient += client => client.Tls ??= _clientTls();
        return options;
    }

    /// <summary>Gives a client what it needs to connect here.</summary>
    private RpcClientOptions Secure(RpcClientOptions options)
    {
        options.Tls ??= _clientTls();
        return options;
    }

    /// <summary>What is listened with where no server is.</summary>
    internal TlsServer TlsServer() => new(_serverTls()!, TimeProvider.System, NullLogger.Instance);

    /// <summary>What is connected with where no client is.</summary>
    internal TlsClient TlsClient() => new(_clientTls()!, TimeProvider.System, NullLogger.Instance);

    private static bool HasIPv6()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
