using System.Net;
using System.Net.Sockets;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>TCP sockets on 127.0.0.1. Nothing here is async: that would make a socket non-blocking for good.</summary>
internal static class Sockets
{
    public static Socket Listen(out string endpoint)
    {
        Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        endpoint = listener.LocalEndPoint!.ToString()!;
        return listener;
    }

    public static Socket Connect(string endpoint)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPEndPoint.Parse(endpoint));
        return socket;
    }

    /// <summary>Hands every connection to <paramref name="serve"/>, which owns it from then on.</summary>
    public static void AcceptAll(Socket listener, Action<Socket> serve)
    {
        Thread thread = new(() =>
        {
            while (true)
            {
                Socket connection = listener.Accept();
                connection.NoDelay = true;
                serve(connection);
            }
        })
        { IsBackground = true };
        thread.Start();
    }
}
