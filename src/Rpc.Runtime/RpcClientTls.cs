using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Rpc;

/// <summary>Whom a client believes on <c>rpcs://</c>, and how it proves who it is. Read once, when it first connects there; its files are read again at each connection if they have changed.</summary>
public sealed class RpcClientTls
{
    /// <summary>The file (PEM, any number of certificates) of the authorities that a server's certificate must come from. Null (default): those that the system trusts.</summary>
    public string? AuthorityPath { get; set; }

    /// <summary>The file of this side's own certificate, for servers that ask: PEM, with the authorities in between behind it, or PKCS #12 (PFX). Null (default): it has none.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The file of its private key (PEM). Null: it is in the certificate's file.</summary>
    public string? KeyPath { get; set; }

    /// <summary>What the private key is encrypted with; null where it is not.</summary>
    public string? Password { get; set; }

    /// <summary>The name that the server's certificate must be for. Null (default): the host of the URI. For servers that are reached through an address that their certificates do not name.</summary>
    public string? ServerName { get; set; }

    /// <summary>Versions that are spoken. Default TLS 1.2 and 1.3; one of them or both.</summary>
    public SslProtocols Protocols { get; set; } = TlsVersions.All;

    /// <summary>Whether the server's certificate is looked up among those that its authority has withdrawn. Default: no. Online asks the authority while connecting, and connects to nobody while it does not answer.</summary>
    public X509RevocationMode Revocation { get; set; } = X509RevocationMode.NoCheck;
}
