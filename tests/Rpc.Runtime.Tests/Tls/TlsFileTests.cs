using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>The files that a server listens with.</summary>
public sealed class TlsFileTests : TlsTest
{
    [Fact]
    public async Task Without_a_certificate_nobody_listens()
    {
        await using var server = new RpcServer();
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => server.ListenAsync("rpcs://127.0.0.1:0").AsTask());
        Assert.Contains("Cannot listen on rpcs://127.0.0.1:0", exception.Message, StringComparison.Ordinal);
        Assert.Contains("RpcServerOptions.Tls is not set", exception.Message, StringComparison.Ordinal);
        await using var empty = new RpcServer(new RpcServerOptions { Tls = new RpcServerTls() });
        exception = await Assert.ThrowsAsync<InvalidOperationException>(() => empty.ListenAsync("rpcs://127.0.0.1:0").AsTask());
        Assert.Contains("CertificatePath is not set", exception.Message, StringComparison.Ordinal);
        await empty.ListenAsync("rpc://127.0.0.1:0");
    }

    [Fact]
    public async Task Asking_for_certificates_needs_an_authority()
    {
        await using var server = new RpcServer(new RpcServerOptions { Tls = new RpcServerTls { CertificatePath = Authority.IssueFile("a.pem", "a", server: true), ClientCertificates = ClientCertificateMode.Optional } });
        Assert.Contains("ClientAuthorityPath is not set", (await Assert.ThrowsAsync<InvalidOperationException>(() => server.ListenAsync("rpcs://127.0.0.1:0").AsTask())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "none.pem", "does not exist")]
    [InlineData("a folder", "", "may not read it")]
    [InlineData("text", "text.pem", "neither PEM nor PKCS #12")]
    [InlineData("no certificate", "key.pem", "holds no certificate")]
    [InlineData("no key", "certificate.pem", "no private key")]
    [InlineData("another's key", "other.pem", "do the two belong together?")]
    [InlineData("encrypted", "encrypted.pem", "set Password")]
    [InlineData("wrong password", "encrypted.pem", "is Password right")]
    [InlineData("PFX, wrong password", "server.pfx", "is Password right?")]
    [InlineData("PFX, no key", "keyless.pfx", "no private key")]
    [InlineData("PFX, key apart", "server.pfx", "leave KeyPath")]
    [InlineData("expired", "expired.pem", "expired on ")]
    [InlineData("not yet valid", "early.pem", "is not valid before")]
    [InlineData("authorities without any", "text.pem", "authorities")]
    [InlineData("authorities without a root", "certificate.pem", "add the root certificate")]
    public async Task Files_that_cannot_be_used_are_named_with_the_reason(string kind, string file, string reason)
    {
        await using var server = new RpcServer(new RpcServerOptions { Tls = Unusable(kind) });
        IOException exception = await Assert.ThrowsAsync<IOException>(() => server.ListenAsync("rpcs://127.0.0.1:0").AsTask());
        Assert.StartsWith("Cannot listen on rpcs://127.0.0.1:0: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(Authority.Path(file), exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PEM in two files")]
    [InlineData("PEM with an encrypted key")]
    [InlineData("PFX")]
    [InlineData("PFX with a password")]
    public async Task Every_form_of_file_works(string kind)
    {
        (string certificate, string key) = Authority.Issue("formed", server: true);
        RpcServerTls tls = kind switch
        {
            "PEM in two files" => new() { CertificatePath = Authority.Write("c.pem", certificate), KeyPath = Authority.Write("k.pem", key) },
            "PEM with an encrypted key" => new() { CertificatePath = Authority.Write("c.pem", certificate), KeyPath = Authority.Write("k.pem", Encrypted(key)), Password = "secret" },
            _ => new() { CertificatePath = Pfx("c.pfx", certificate + key, kind == "PFX" ? null : "secret"), Password = kind == "PFX" ? null : "secret" },
        };
        RemoteUri uri = await ServeAsync(tls);
        await WorkAsync(uri);
        Assert.Contains("CN=formed", await Log.UntilAsync(1040, tls.CertificatePath!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_listens_once_its_file_is_mended()
    {
        string path = Authority.Write("server.pem", "nothing yet");
        await using var server = new RpcServer(new RpcServerOptions { Tls = new RpcServerTls { CertificatePath = path } });
        await Assert.ThrowsAsync<IOException>(() => server.ListenAsync("rpcs://127.0.0.1:0").AsTask());
        Authority.IssueFile("server.pem", "mended", server: true);
        Assert.Equal("CN=mended", await ShownAsync(await server.ListenAsync("rpcs://127.0.0.1:0")));
    }

    [Fact]
    public async Task Only_what_is_plain_warns_that_it_listens_openly()
    {
        await ServeAsync(listen: "rpcs://0.0.0.0:0");
        Assert.Equal(0, Log.Count(1002));
        await using var plain = new RpcServer(new RpcServerOptions { LoggerFactory = Log });
        await plain.ListenAsync("rpc://0.0.0.0:0");
        Assert.Equal(1, Log.Count(1002));
    }

    private static string Encrypted(string key)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(key);
        return ecdsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000));
    }

    private string Pfx(string file, string pem, string? password, bool withKey = true)
    {
        using X509Certificate2 whole = X509Certificate2.CreateFromPem(pem, pem);
        using X509Certificate2 certificate = withKey ? new X509Certificate2(whole) : X509CertificateLoader.LoadCertificate(whole.RawData);
        File.WriteAllBytes(Authority.Path(file), certificate.Export(X509ContentType.Pkcs12, password));
        return Authority.Path(file);
    }

    private RpcServerTls Unusable(string kind)
    {
        (string certificate, string key) = Authority.Issue("server", server: true);
        string good = Authority.Write("good.pem", certificate + key);
        string alone = Authority.Write("certificate.pem", certificate);
        string text = Authority.Write("text.pem", "This is a text.");
        return kind switch
        {
            "missing" => new() { CertificatePath = Authority.Path("none.pem") },
            "a folder" => new() { CertificatePath = Path.GetDirectoryName(good) },
            "text" => new() { CertificatePath = text },
            "no certificate" => new() { CertificatePath = Authority.Write("key.pem", key) },
            "no key" => new() { CertificatePath = alone },
            "another's key" => new() { CertificatePath = alone, KeyPath = Authority.Write("other.pem", Authority.Issue("other", server: true).Key) },
            "encrypted" => new() { CertificatePath = alone, KeyPath = Authority.Write("encrypted.pem", Encrypted(key)) },
            "wrong password" => new() { CertificatePath = alone, KeyPath = Authority.Write("encrypted.pem", Encrypted(key)), Password = "wrong" },
            "PFX, wrong password" => new() { CertificatePath = Pfx("server.pfx", certificate + key, "secret"), Password = "wrong" },
            "PFX, no key" => new() { CertificatePath = Pfx("keyless.pfx", certificate + key, null, withKey: false) },
            "PFX, key apart" => new() { CertificatePath = Pfx("server.pfx", certificate + key, null), KeyPath = good },
            "expired" => new() { CertificatePath = Authority.IssueFile("expired.pem", "e", server: true, TimeSpan.FromDays(-9), TimeSpan.FromDays(-1)) },
            "not yet valid" => new() { CertificatePath = Authority.IssueFile("early.pem", "e", server: true, TimeSpan.FromDays(1), TimeSpan.FromDays(9)) },
            "authorities without any" => new() { CertificatePath = good, ClientCertificates = ClientCertificateMode.Required, ClientAuthorityPath = text },
            _ => new() { CertificatePath = good, ClientCertificates = ClientCertificateMode.Required, ClientAuthorityPath = alone },
        };
    }
}
