using System.Net;
using System.Net.Sockets;

namespace Rpc.Tests.Shared;

/// <summary>Ports that nobody listens on, for programs that have to be told one.</summary>
internal static class FreePort
{
    public static int Tcp()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
