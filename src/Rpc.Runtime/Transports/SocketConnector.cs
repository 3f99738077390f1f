using System.Net;
using System.Net.Sockets;

namespace Rpc.Transports;

/// <summary>Connects TCP and Unix sockets with blocking calls, so that the socket stays a blocking one.</summary>
internal static class SocketConnector
{
    /// <summary>Tries the host's addresses one after another. Blocks; run it where blocking is fine.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">The port.</param>
    /// <param name="abort">Gives up.</param>
    /// <param name="wrap">Makes the connection of the socket and the peer's address; null for a plain one.</param>
    public static TransportConnection ConnectTcp(string host, int port, CancellationToken abort, Func<Socket, string, TransportConnection>? wrap = null)
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
                return Connect(new IPEndPoint(address, port), ProtocolType.Tcp, $"{host}:{port}", abort, wrap);
            }
            catch (IOException exception)
            {
                last = exception;
            }
        }

        throw last ?? new IOException($"the host name {host} has no address");
    }

    public static TransportConnection ConnectUnix(string path, CancellationToken abort) =>
        Connect(new UnixDomainSocketEndPoint(path), ProtocolType.Unspecified, $"unix:{path}", abort, wrap: null);

    private static TransportConnection Connect(EndPoint endPoint, ProtocolType protocol, string name, CancellationToken abort, Func<Socket, string, TransportConnection>? wrap)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, protocol);
        try
        {
            using (abort.UnsafeRegister(static s => ((Socket)s!).Dispose(), socket))
            {
                socket.Connect(endPoint);
            }

            return wrap is null ? new SocketConnection(socket, name, blocking: true) : wrap(socket, name);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            socket.Dispose();
            string reason = exception is SocketException refused ? refused.SocketErrorCode.ToString() : "gave up in time";
            throw new IOException($"connecting to {name} failed: {reason}", exception);
        }
    }
}
