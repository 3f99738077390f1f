using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;

namespace Rpc;

/// <summary>What a server knows of a peer that wants to connect, before it is welcome. Immutable.</summary>
public sealed class HandshakeContext
{
    internal HandshakeContext(string peerAddress, RemoteScheme scheme, ReadOnlyMemory<byte> credentials, ReadOnlyMemory<byte> data)
    {
        PeerAddress = peerAddress;
        Scheme = scheme;
        Credentials = credentials;
        Data = data;
    }

    /// <summary>The peer's address, such as <c>127.0.0.1:40112</c> or <c>unix:/run/app.sock</c>.</summary>
    public string PeerAddress { get; }

    /// <summary>How the peer came: over TCP, TLS, a Unix socket, or from inside of the process.</summary>
    public RemoteScheme Scheme { get; }

    /// <summary>What the peer gives to be believed: the UTF-8 bytes of its token, or whatever its own hook made; empty for nothing. Never log it.</summary>
    public ReadOnlyMemory<byte> Credentials { get; }

    /// <summary>What the peer says beside; empty for nothing. Anybody can say anything here.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Whom the token stands for, where <see cref="RpcServerOptions.RequireToken(string, string?, string[])"/> has checked one; null otherwise.</summary>
    public ClaimsPrincipal? User { get; init; }

    /// <summary>The peer's certificate, where TLS asked for one; null otherwise.</summary>
    public X509Certificate2? PeerCertificate { get; init; }

    /// <summary>The user id of the process at the other end of a Unix socket, told by the operating system (Linux, macOS); null elsewhere.</summary>
    public long? PeerUserId { get; init; }
}
