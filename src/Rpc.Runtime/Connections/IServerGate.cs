using Rpc.Protocol;
using Rpc.Transports;

namespace Rpc.Connections;

/// <summary>Decides which peers are welcome. A server that takes everybody has none. Thread-safe.</summary>
internal interface IServerGate
{
    /// <summary>Whether a connection is to be closed before anything of it is read. Quick: asked on the loop that accepts.</summary>
    bool IsShutTo(TransportConnection transport);

    /// <summary>Looks at what a peer gives of itself, and logs what comes of it. Never throws but when the token fires.</summary>
    ValueTask<HandshakeVerdict> JudgeAsync(HelloPayload hello, TransportConnection transport, CancellationToken cancellationToken);
}
