using System.Security.Authentication;

namespace Rpc;

/// <summary>How a server proves who it is on <c>rpcs://</c>, and whom it wants proof of. Read once, when it first listens there; its files are read again when they change.</summary>
public sealed class RpcServerTls
{
    /// <summary>The file of the certificate: PEM, with the authorities in between behind it, or PKCS #12 (PFX). Required.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The file of the private key (PEM). Null: it is in the certificate's file. Not with PKCS #12, which always holds its key.</summary>
    public string? KeyPath { get; set; }

    /// <summary>What the private key is encrypted with; null where it is not.</summary>
    public string? Password { get; set; }

    /// <summary>Whether clients are asked for certificates. Default: no.</summary>
    public ClientCertificateMode ClientCertificates { get; set; }

    /// <summary>The file (PEM, any number of certificates) of the authorities whose certificates clients may show. Required where they are asked: the authorities of the system vouch for everybody.</summary>
    public string? ClientAuthorityPath { get; set; }

    /// <summary>Versions that are spoken. Default TLS 1.2 and 1.3; one of them or both.</summary>
    public SslProtocols Protocols { get; set; } = TlsVersions.All;

    /// <summary>
    /// How often the files are looked at. Default 10 s; zero for never again. New connections get what is in them then, connections that are open stay.
    /// Files that cannot be used (a new certificate whose key is not written yet, one that has expired) change nothing and are logged.
    /// </summary>
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(10);
}
