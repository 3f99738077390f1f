using System.Net;
using System.Net.Sockets;
using Rpc.Transports;

namespace Rpc.Wiring;

/// <summary>The one place where a URI's scheme picks a transport.</summary>
internal static class Endpoint
{
    /// <summary>Starts to listen; gives the URI that was bound, with the port that the system chose.</summary>
    /// <param name="uri">The address.</param>
    /// <param name="tls">What <c>rpcs://</c> is served with; asked for there only.</param>
    public static (ITransportListener Listener, RemoteUri Bound) Listen(RemoteUri uri, Func<TlsServer> tls)
    {
        switch (uri.Scheme)
        {
            case RemoteScheme.Tcp or RemoteScheme.Tls:
                var listener = SocketListener.Listen(new IPEndPoint(AddressOf(uri), uri.Port), uri.Scheme == RemoteScheme.Tls ? Serving(uri, tls) : null);
                return (listener, uri.WithAddress(uri.Host!, ((IPEndPoint)listener.LocalEndPoint).Port).WithoutObject());
            case RemoteScheme.Unix:
                return (SocketListener.Listen(new UnixDomainSocketEndPoint(uri.Path!)), uri.WithoutObject());
            case RemoteScheme.Memory:
                return (MemoryListener.Listen(uri.Name!), uri.WithoutObject());
            default:
                throw new NotSupportedException($"{uri} cannot be listened on: use rpc://host:port, rpcs://host:port, rpc+unix:///path or rpc+mem://name.");
        }
    }

    /// <summary>Connects to the address of a URI. Blocks.</summary>
    /// <param name="address">The URI.</param>
    /// <param name="abort">Gives up.</param>
    /// <param name="tls">What <c>rpcs://</c> is connected with; asked for there only.</param>
    public static TransportConnection Connect(string address, CancellationToken abort, Func<TlsClient> tls)
    {
        RemoteUri uri = RemoteUri.Parse(address);
        return uri.Scheme switch
        {
            RemoteScheme.Tcp => SocketConnector.ConnectTcp(uri.Host!, uri.Port, abort),
            RemoteScheme.Tls => ConnectTls(uri, abort, tls),
            RemoteScheme.Unix => SocketConnector.ConnectUnix(uri.Path!, abort),
            RemoteScheme.Memory => MemoryListener.Connect(uri.Name!),
            _ => throw new RpcException(RpcStatus.Unimplemented, $"{uri} cannot be connected to: this version has no transport for its scheme."),
        };
    }

    private static Func<Socket, string, TransportConnection> Serving(RemoteUri uri, Func<TlsServer> tls)
    {
        try
        {
            return tls().Wrap;
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException($"Cannot listen on {uri}: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new IOException($"Cannot listen on {uri}: {exception.Message}.", exception);
        }
    }

    private static TransportConnection ConnectTls(RemoteUri uri, CancellationToken abort, Func<TlsClient> tls)
    {
        TlsClient client;
        try
        {
            client = tls();
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException)
        {
            throw new RpcException(RpcStatus.FailedPrecondition, $"{uri} cannot be connected to: {exception.Message.TrimEnd('.')}.", innerException: exception) { RemoteUri = uri.ToString() };
        }

        return SocketConnector.ConnectTcp(uri.Host!, uri.Port, abort, (socket, name) => client.Wrap(socket, name, uri.Host!));
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
