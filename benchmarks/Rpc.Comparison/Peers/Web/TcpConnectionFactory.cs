using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rpc.Comparison.Peers.Web;

/// <summary>Gives a SignalR client plain TCP connections, with the pipes that Kestrel puts around its own sockets.</summary>
internal sealed class TcpConnectionFactory : IConnectionFactory, IDisposable
{
    private readonly SocketConnectionContextFactory _pipes = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);

    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endpoint, cancellationToken);
        return _pipes.Create(socket);
    }

    public void Dispose() => _pipes.Dispose();
}
