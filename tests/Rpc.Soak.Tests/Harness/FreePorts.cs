using System.Net;
using System.Net.Sockets;

namespace Rpc.Soak.Tests;

/// <summary>Ports that nobody uses and the system gives to no connection, so that a killed server finds its own free again.</summary>
internal static class FreePorts
{
    private const int First = 10_000;

    /// <summary>Where Linux's own choice begins, by default and as far as is known elsewhere.</summary>
    private const int End = 32_000;

    public static int[] Take(int count)
    {
        var found = new HashSet<int>();
        for (int i = 0; found.Count < count; i++)
        {
            Assert.True(i < 10_000, "no free ports");
            int port = Random.Shared.Next(First, End);
            if (IsFree(port))
            {
                found.Add(port);
            }
        }

        return [.. found];
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
