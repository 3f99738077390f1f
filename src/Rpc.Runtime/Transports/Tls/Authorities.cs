using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rpc.Transports;

/// <summary>The authorities that a peer's certificate must come from. Immutable.</summary>
internal sealed class Authorities
{
    private readonly X509Certificate2Collection? _roots;
    private readonly X509Certificate2Collection _between = [];

    private Authorities(X509Certificate2Collection? roots) => _roots = roots;

    /// <summary>Those that the system trusts.</summary>
    public static Authorities System { get; } = new(roots: null) { Where = "the system's list" };

    /// <summary>Where they are listed, for messages.</summary>
    public required string Where { get; init; }

    /// <exception cref="IOException">The file holds no certificates.</exception>
    public static Authorities Read(string path, byte[] bytes)
    {
        X509Certificate2Collection all = [];
        try
        {
            if (CertificateFile.IsPem(bytes))
            {
                all.ImportFromPem(CertificateFile.Text(bytes));
            }
            else
            {
                all.Add(X509CertificateLoader.LoadCertificate(bytes));
            }
        }
        catch (CryptographicException exception)
        {
            throw new IOException($"the file of authorities {path} cannot be read as certificates (PEM): {exception.Message}", exception);
        }

        if (all.Count == 0)
        {
            throw new IOException($"the file of authorities {path} holds no certificate (PEM, from \"-----BEGIN CERTIFICATE-----\" on)");
        }

        var authorities = new Authorities([]) { Where = path };
        foreach (X509Certificate2 certificate in all)
        {
            // A chain has to end at one that vouches for itself; the others only help to get there.
            bool isRoot = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
            (isRoot ? authorities._roots! : authorities._between).Add(certificate);
        }

        return authorities._roots!.Count > 0
            ? authorities
            : throw new IOException($"the file of authorities {path} holds no authority that vouches for itself: add the root certificate");
    }

    /// <summary>How a chain to them is built, for one handshake.</summary>
    public X509ChainPolicy Policy(X509RevocationMode revocation)
    {
        var policy = new X509ChainPolicy { RevocationMode = revocation, RevocationFlag = X509RevocationFlag.ExcludeRoot };
        if (_roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(_roots);
            policy.ExtraStore.AddRange(_between);

            // A certificate may name an address from which its authority is to be fetched: nobody is to make this side visit addresses.
            policy.DisableCertificateDownloads = true;
        }

        return policy;
    }
}
