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

    /// <summary>
    /// A port for a server that is stopped and started again on it while clients try to connect. It is below those that the system gives to connections (from 32768 on Linux):
    /// out of these a client that keeps trying may be given the very port that it tries, connects to itself, and the server cannot have it back.
    /// </summary>
    public static int Lasting()
    {
        while (true)
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, Random.Shared.Next(12_000, 32_000));
                probe.Start();
                return ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
