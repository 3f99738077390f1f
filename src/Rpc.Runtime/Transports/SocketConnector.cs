using System.Net;
using System.Net.Sockets;

namespace Rpc.Transports;

/// <summary>Connects TCP and Unix sockets with blocking calls, so that the socket stays a blocking one.</summary>
internal static class SocketConnector
{
    /// <summary>Tries the host's addresses one after another. Blocks; run it where blocking is fine.</summary>
    public static TransportConnection ConnectTcp(string host, int port, CancellationToken abort)
    {
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(host, out IPAddress? literal) ? [literal] : Dns.GetHostAddresses(host);
        }
        catch (SocketException exception)
        {
            throw new IOException($"the host name {host} cannot be resolved: {exception.SocketErrorCode}", exception);
        }

        IOException? last = null;
        foreach (IPAddress address in addresses)
        {
            try
            {
                return Connect(new IPEndPoint(address, port), ProtocolType.Tcp, $"{host}:{port}", abort);
            }
            catch (IOException exception)
            {
                last = exception;
            }
        }

        throw last ?? new IOException($"the host name {host} has no address");
    }

    public static TransportConnection ConnectUnix(string path, CancellationToken abort) =>
        Connect(new UnixDomainSocketEndPoint(path), ProtocolType.Unspecified, $"unix:{path}", abort);

    private static SocketConnection Connect(EndPoint endPoint, ProtocolType protocol, string name, CancellationToken abort)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, protocol);
        try
        {
            using (abort.UnsafeRegister(static s => ((Socket)s!).Dispose(), socket))
            {
                socket.Connect(endPoint);
            }

            return new SocketConnection(socket, name, blocking: true);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            socket.Dispose();
            string reason = exception is SocketException refused ? refused.SocketErrorCode.ToString() : "gave up in time";
            throw new IOException($"connecting to {name} failed: {reason}", exception);
        }
    }
}
