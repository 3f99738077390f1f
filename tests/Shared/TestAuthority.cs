using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rpc.Tests.Shared;

/// <summary>An authority that issues certificates for tests, and puts them into files of its own, which are gone with it.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _root;

    public TestAuthority(string name = "Test authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(10));
        RootPath = Write("ca.pem", _root.ExportCertificatePem());
    }

    /// <summary>One for all tests of a program that do not care, with a server's and a client's certificate.</summary>
    public static TestAuthority Common { get; } = MakeCommon();

    /// <summary>The file of its own certificate.</summary>
    public string RootPath { get; }

    /// <summary>The file of a server's certificate and key, for localhost, 127.0.0.1 and ::1.</summary>
    public string ServerPath => _folder.File("server.pem");

    /// <summary>The file of a client's certificate and key.</summary>
    public string ClientPath => _folder.File("client.pem");

    /// <summary>Issues a certificate: both parts as PEM.</summary>
    public (string Certificate, string Key) Issue(string name, bool server, TimeSpan? from = null, TimeSpan? to = null, string? host = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host ?? "localhost");
        if (host is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
            names.AddIpAddress(IPAddress.IPv6Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(server ? ServerUse : ClientUse)], critical: false));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 made = request.Create(_root, now + (from ?? TimeSpan.FromDays(-2)), now + (to ?? TimeSpan.FromDays(90)), RandomNumberGenerator.GetBytes(16));
        return (made.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Issues a certificate into one file, with its key.</summary>
    public string IssueFile(string file, string name, bool server, TimeSpan? from = null, TimeSpan? to = null, string? host = null)
    {
        (string certificate, string key) = Issue(name, server, from, to, host);
        return Write(file, certificate + key);
    }

    /// <summary>Writes a file beside the others, as a whole.</summary>
    public string Write(string file, string text)
    {
        string path = _folder.File(file);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
        return path;
    }

    public string Path(string file) => _folder.File(file);

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }

    private static TestAuthority MakeCommon()
    {
        var authority = new TestAuthority();
        authority.IssueFile("server.pem", "server", server: true);
        authority.IssueFile("client.pem", "client", server: false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => authority.Dispose();
        return authority;
    }
}
