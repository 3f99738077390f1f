using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Rpc.Transports;

/// <summary>Reads a certificate with its private key, and checks that it can be used. Every error names the file.</summary>
internal static class CertificateFile
{
    public static bool IsPem(ReadOnlySpan<byte> bytes) => bytes.IndexOf("-----BEGIN "u8) >= 0;

    public static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    /// <param name="path">Of the certificate.</param>
    /// <param name="bytes">What is in it.</param>
    /// <param name="keyPath">Of the private key, where it has a file of its own.</param>
    /// <param name="keyBytes">What is in that.</param>
    /// <param name="password">Of the private key; null where it is not encrypted.</param>
    /// <param name="now">The time at which it must be valid.</param>
    /// <exception cref="IOException">It cannot be used.</exception>
    public static SslStreamCertificateContext Read(string path, byte[] bytes, string? keyPath, byte[]? keyBytes, string? password, DateTimeOffset now)
    {
        (X509Certificate2 certificate, X509Certificate2Collection others) = IsPem(bytes)
            ? ReadPem(path, Text(bytes), keyPath ?? path, keyBytes is null ? Text(bytes) : Text(keyBytes), password)
            : ReadPkcs12(path, bytes, keyPath, password);
        if (certificate.NotAfter.ToUniversalTime() <= now.UtcDateTime)
        {
            throw new IOException($"the certificate {certificate.Subject} in {path} expired on {CertificateProblem.Text(certificate.NotAfter)}: put a new one there");
        }

        if (certificate.NotBefore.ToUniversalTime() > now.UtcDateTime)
        {
            throw new IOException($"the certificate {certificate.Subject} in {path} is not valid before {CertificateProblem.Text(certificate.NotBefore)}: is this machine's clock right?");
        }

        try
        {
            // Offline: nothing is fetched for it, and what is sent is what stands in the file.
            return SslStreamCertificateContext.Create(certificate, others, offline: true);
        }
        catch (CryptographicException exception)
        {
            throw new IOException($"the certificate in {path} cannot be used: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Others) ReadPem(string path, string text, string keyPath, string keyText, string? password)
    {
        X509Certificate2Collection all = [];
        try
        {
            all.ImportFromPem(text);
        }
        catch (CryptographicException exception)
        {
            throw new IOException($"the certificate file {path} cannot be read: {exception.Message}", exception);
        }

        if (all.Count == 0)
        {
            throw new IOException($"the file {path} holds no certificate (PEM, from \"-----BEGIN CERTIFICATE-----\" on)");
        }

        if (!keyText.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new IOException($"there is no private key in {keyPath} (PEM, from \"-----BEGIN PRIVATE KEY-----\" on): give the file that has it as KeyPath");
        }

        bool encrypted = keyText.Contains("BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        if (encrypted && password is null)
        {
            throw new IOException($"the private key in {keyPath} is encrypted: set Password");
        }

        try
        {
            X509Certificate2 certificate = encrypted ? X509Certificate2.CreateFromEncryptedPem(text, keyText, password) : X509Certificate2.CreateFromPem(text, keyText);
            all.RemoveAt(0);
            return (Usable(certificate), all);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            string hint = encrypted ? "is Password right, and do the two belong together?" : "do the two belong together?";
            throw new IOException($"the private key in {keyPath} cannot be used with the certificate in {path}, {hint} {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Others) ReadPkcs12(string path, byte[] bytes, string? keyPath, string? password)
    {
        if (keyPath is not null)
        {
            throw new IOException($"the certificate file {path} is not PEM, and PKCS #12 holds its own key: leave KeyPath ({keyPath}) away, or give a certificate in PEM");
        }

        X509Certificate2Collection all;
        try
        {
            all = X509CertificateLoader.LoadPkcs12Collection(bytes, password);
        }
        catch (CryptographicException exception)
        {
            string hint = password is null ? "is it encrypted, and Password not set?" : "is Password right?";
            throw new IOException($"the certificate file {path} is neither PEM nor PKCS #12 that can be read, {hint} {exception.Message.TrimEnd('.')}", exception);
        }

        X509Certificate2 certificate = all.FirstOrDefault(static c => c.HasPrivateKey)
            ?? throw new IOException($"the certificate file {path} holds no private key: export it with its key");
        all.Remove(certificate);
        return (certificate, all);
    }

    /// <summary>Windows takes no key that was never in one of its stores.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null) : certificate;
}
