using System.Net;
using System.Net.Sockets;
using Rpc.Transports;

namespace Rpc.Wiring;

/// <summary>The one place where a URI's scheme picks a transport.</summary>
internal static class Endpoint
{
    /// <summary>Starts to listen; gives the URI that was bound, with the port that the system chose.</summary>
    public static (ITransportListener Listener, RemoteUri Bound) Listen(RemoteUri uri)
    {
        switch (uri.Scheme)
        {
            case RemoteScheme.Tcp:
                var listener = SocketListener.Listen(new IPEndPoint(AddressOf(uri), uri.Port));
                return (listener, uri.WithAddress(uri.Host!, ((IPEndPoint)listener.LocalEndPoint).Port).WithoutObject());
            case RemoteScheme.Unix:
                return (SocketListener.Listen(new UnixDomainSocketEndPoint(uri.Path!)), uri.WithoutObject());
            case RemoteScheme.Memory:
                return (MemoryListener.Listen(uri.Name!), uri.WithoutObject());
            default:
                throw new NotSupportedException($"{uri} cannot be listened on: use rpc://host:port, rpc+unix:///path or rpc+mem://name.");
        }
    }

    /// <summary>Connects to the address of a URI. Blocks.</summary>
    public static TransportConnection Connect(string address, CancellationToken abort)
    {
        RemoteUri uri = RemoteUri.Parse(address);
        return uri.Scheme switch
        {
            RemoteScheme.Tcp => SocketConnector.ConnectTcp(uri.Host!, uri.Port, abort),
            RemoteScheme.Unix => SocketConnector.ConnectUnix(uri.Path!, abort),
            RemoteScheme.Memory => MemoryListener.Connect(uri.Name!),
            _ => throw new RpcException(RpcStatus.Unimplemented, $"{uri} cannot be connected to: this version has no transport for its scheme."),
        };
    }

    private static IPAddress AddressOf(RemoteUri uri)
    {
        if (IPAddress.TryParse(uri.Host, out IPAddress? literal))
        {
            return literal;
        }

        IPAddress[] addresses = Dns.GetHostAddresses(uri.Host!);
        return Array.Find(addresses, static a => a.AddressFamily == AddressFamily.InterNetwork) ?? addresses.FirstOrDefault()
            ?? throw new IOException($"Cannot listen on {uri}: the host name has no address.");
    }
}
