using System.Net.Sockets;

namespace Rpc.Runtime.Tests;

/// <summary>A transport to run a suite over: gives addresses that nobody else listens on.</summary>
public sealed class TestTransport
{
    private readonly Func<string> _address;

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

    public string Name { get; }

    public bool IsAvailable { get; }

    public string NewAddress() => _address();

    public override string ToString() => Name;

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
