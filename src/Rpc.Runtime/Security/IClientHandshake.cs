namespace Rpc;

/// <summary>A client's side of the handshake: what it says of itself, and whether it takes the server's answer.</summary>
/// <remarks>Called once for each connection, for several at the same time, on threads that may block, within <see cref="RpcLimits.HandshakeTimeout"/>.
/// An exception fails the calls that wait for the connection.</remarks>
public interface IClientHandshake
{
    /// <summary>What to tell the server at an address, before anything is sent there.</summary>
    ValueTask<ClientGreeting> GreetAsync(ClientHandshakeContext context, CancellationToken cancellationToken);

    /// <summary>Looks at what a server that accepts has answered. Null to go on; a text refuses the server, and callers hear it.</summary>
    ValueTask<string?> CheckAsync(ClientHandshakeContext context, ServerGreeting answer, CancellationToken cancellationToken) => new((string?)null);
}
