using System.Security.Cryptography.X509Certificates;

namespace Rpc;

/// <summary>What a server that accepts has told in the handshake. Immutable.</summary>
public sealed class ServerGreeting
{
    internal ServerGreeting(ReadOnlyMemory<byte> data, X509Certificate2? certificate)
    {
        Data = data;
        Certificate = certificate;
    }

    /// <summary>What the server's hook gave; empty for nothing.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The server's certificate; null without TLS.</summary>
    public X509Certificate2? Certificate { get; }
}
