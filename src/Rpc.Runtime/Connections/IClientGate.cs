using Rpc.Protocol;
using Rpc.Transports;

namespace Rpc.Connections;

/// <summary>What a client says of itself, and which servers it takes. A client that says nothing has none. Thread-safe; runs on threads that may block.</summary>
internal interface IClientGate
{
    /// <summary>What to tell the server at an address.</summary>
    /// <exception cref="RpcException">Nothing is to be told there: the connection is not made.</exception>
    (byte[] Credentials, byte[] Data) Greet(string address, CancellationToken cancellationToken);

    /// <summary>Looks at the answer of a server that accepts.</summary>
    /// <exception cref="RpcException">The server is not wanted.</exception>
    void Check(string address, TransportConnection transport, WelcomePayload welcome, CancellationToken cancellationToken);
}
