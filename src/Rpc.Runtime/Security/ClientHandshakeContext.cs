namespace Rpc;

/// <summary>Which server a client is about to connect to.</summary>
/// <param name="Address">Its address, without an object: as the URI said, or as a name server or a reference did.</param>
/// <param name="IsProtected">Whether nobody on the way can read along: TLS, loopback, a Unix socket, or the same process.</param>
public sealed record ClientHandshakeContext(RemoteUri Address, bool IsProtected)
{
    /// <summary>Whether it is a name server that was found by asking the network (<see cref="RpcClientOptions.Discovery"/>): anybody can answer there. A token is not sent to it unless <see cref="RpcClientTls.AuthorityPath"/> says whom to believe.</summary>
    public bool IsDiscovered { get; init; }
}
