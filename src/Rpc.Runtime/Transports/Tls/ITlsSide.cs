using System.Net.Security;
using System.Net.Sockets;

namespace Rpc.Transports;

/// <summary>One side of the handshake of TLS.</summary>
internal interface ITlsSide
{
    /// <summary>Shakes hands over a new connection, once.</summary>
    /// <exception cref="Exception">They did not agree, or the connection broke. <see cref="Explain"/> says what that means.</exception>
    Task<TlsPeer> ShakeHandsAsync(Socket socket, SslStream stream, CancellationToken cancellationToken);

    /// <summary>What a failed handshake means, and what to do.</summary>
    TlsException Explain(Exception exception);
}
