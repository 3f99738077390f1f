using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Tests.Shared;
using Rpc.Transports;

namespace Rpc.Runtime.Tests;

/// <summary>A transport to run a suite over: gives addresses that nobody else listens on.</summary>
public sealed class TestTransport
{
    private readonly Func<string> _address;
    private Func<RpcServerTls?> _serverTls = static () => null;
    private Func<RpcClientTls?> _clientTls = static () => null;

    private TestTransport(string name, Func<string> address, bool isAvailable = true)
    {
        Name = name;
        IsAvailable = isAvailable;
        _address = address;
    }

    public static TestTransport Tcp { get; } = new("TCP", static () => "rpc://127.0.0.1:0");

    public static TestTransport Tcp6 { get; } = new("TCP over IPv6", static () => "rpc://[::1]:0", HasIPv6());

    public static TestTransport Unix { get; } = new("Unix socket", static () => $"rpc+unix://{Path.GetTempPath()}rpc-test-{Guid.NewGuid():N}.sock");

    public static TestTransport Memory { get; } = new("memory", static () => $"rpc+mem://{Guid.NewGuid():N}");

    public static TestTransport Tls { get; } = new("TLS", static () => "rpcs://127.0.0.1:0")
    {
        _serverTls = static () => new RpcServerTls { CertificatePath = TestAuthority.Common.ServerPath },
        _clientTls = static () => new RpcClientTls { AuthorityPath = TestAuthority.Common.RootPath },
    };

    public static TestTransport MutualTls { get; } = new("mutual TLS", static () => "rpcs://localhost:0")
    {
        _serverTls = static () => new RpcServerTls { CertificatePath = TestAuthority.Common.ServerPath, ClientCertificates = ClientCertificateMode.Required, ClientAuthorityPath = TestAuthority.Common.RootPath },
        _clientTls = static () => new RpcClientTls { AuthorityPath = TestAuthority.Common.RootPath, CertificatePath = TestAuthority.Common.ClientPath },
    };

    public string Name { get; }

    public bool IsAvailable { get; }

    public string NewAddress() => _address();

    public override string ToString() => Name;

    /// <summary>Gives a server what it needs to listen here.</summary>
    public RpcServerOptions Secure(RpcServerOptions options)
    {
        options.Tls ??= _serverTls();
        options.ConfigureClient += client => client.Tls ??= _clientTls();
        return options;
    }

    /// <summary>Gives a client what it needs to connect here.</summary>
    public RpcClientOptions Secure(RpcClientOptions options)
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
