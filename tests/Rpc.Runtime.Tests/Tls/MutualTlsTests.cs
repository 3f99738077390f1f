using Rpc.Tests.Shared;
using Rpc.Transports;
using Rpc.Wiring;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Servers that ask their clients for certificates.</summary>
public sealed class MutualTlsTests : TlsTest
{
    [Fact]
    public async Task A_client_without_a_certificate_is_refused_where_one_is_required()
    {
        RemoteUri uri = await ServeAsync(Asking(ClientCertificateMode.Required));
        RpcException exception = await FailAsync(uri);
        Assert.Equal(RpcStatus.Unauthenticated, exception.Status);
        Assert.Equal(RpcErrorReason.HandshakeRefused, exception.Reason);
        Assert.Contains($"rpcs://127.0.0.1:{uri.Port} refused", exception.Message, StringComparison.Ordinal);
        Assert.Contains("RpcClientOptions.Tls.CertificatePath", exception.Message, StringComparison.Ordinal);
        await Log.UntilAsync(1005, "(Certificate): the client showed no certificate");
        await WorkAsync(uri, Showing(Authority));
    }

    [Theory]
    [InlineData(ClientCertificateMode.Required)]
    [InlineData(ClientCertificateMode.Optional)]
    public async Task A_client_of_another_authority_is_refused_and_the_log_says_why(ClientCertificateMode mode)
    {
        using var other = new TestAuthority("Another authority");
        RemoteUri uri = await ServeAsync(Asking(mode));
        RpcException exception = await FailAsync(uri, Showing(other));
        Assert.Equal(RpcStatus.Unauthenticated, exception.Status);
        Assert.Contains("does not accept the certificate CN=client", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Authority.RootPath, exception.Message, StringComparison.Ordinal);
        string line = await Log.UntilAsync(1005, "CN=Another authority, which does not lead to an authority in ");
        Assert.Contains(Authority.RootPath, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_whose_certificate_has_expired_is_refused()
    {
        RemoteUri uri = await ServeAsync(Asking(ClientCertificateMode.Required));
        string expired = Authority.IssueFile("expired.pem", "late", server: false, TimeSpan.FromDays(-9), TimeSpan.FromDays(-1));
        await using var client = new RpcClient(new RpcClientOptions { Tls = new RpcClientTls { AuthorityPath = Authority.RootPath, CertificatePath = expired }, TimeProvider = new ShiftedTime(TimeSpan.FromDays(-4)) });
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => client.Get<ISlow>(uri).QuickAsync(1).AsTask().Within());
        Assert.Equal(RpcStatus.Unauthenticated, exception.Status);
        await Log.UntilAsync(1005, "CN=late expired on ");
    }

    [Fact]
    public async Task A_server_certificate_is_no_client_certificate()
    {
        RemoteUri uri = await ServeAsync(Asking(ClientCertificateMode.Required));
        RpcClientTls tls = Trusting();
        tls.CertificatePath = Authority.IssueFile("wrong.pem", "wrong", server: true);
        Assert.Equal(RpcStatus.Unauthenticated, (await FailAsync(uri, tls)).Status);
        await Log.UntilAsync(1005, "is not for this use");
    }

    [Fact]
    public async Task Where_one_is_optional_both_work()
    {
        RemoteUri uri = await ServeAsync(Asking(ClientCertificateMode.Optional));
        await WorkAsync(uri);
        await WorkAsync(uri, Showing(Authority));
    }

    [Theory]
    [InlineData(ClientCertificateMode.None, true, null)]
    [InlineData(ClientCertificateMode.Optional, false, null)]
    [InlineData(ClientCertificateMode.Optional, true, "CN=client")]
    [InlineData(ClientCertificateMode.Required, true, "CN=client")]
    public async Task The_server_knows_who_its_peer_is(ClientCertificateMode mode, bool shows, string? subject)
    {
        RpcServerTls asking = Asking(mode);
        asking.CertificatePath = Authority.IssueFile("server.pem", "server", server: true);
        using var serving = new TlsServer(asking, TimeProvider.System, Log.CreateLogger("test"));
        var connecting = new TlsClient(shows ? Showing(Authority) : Trusting(), TimeProvider.System, Log.CreateLogger("test"));
        (ITransportListener listener, RemoteUri at) = Endpoint.Listen(RemoteUri.Parse("rpcs://127.0.0.1:0"), () => serving);
        await using (listener)
        {
            using TransportConnection client = Endpoint.Connect(at.ToString(), CancellationToken.None, () => connecting);
            using TransportConnection server = (await listener.AcceptAsync().AsTask().Within())!;
            Assert.Null(server.PeerCertificate);
            await Task.WhenAll(client.OpenAsync().AsTask(), server.OpenAsync().AsTask()).Within();
            Assert.Equal(subject, server.PeerCertificate?.Subject);
            Assert.Equal("CN=server", client.PeerCertificate?.Subject);
            Assert.True(server.IsEncrypted && client.IsEncrypted);
            server.Abort();
            Assert.Equal(subject, server.PeerCertificate?.Subject);
        }
    }

    private RpcServerTls Asking(ClientCertificateMode mode) => new() { ClientCertificates = mode, ClientAuthorityPath = Authority.RootPath };

    private RpcClientTls Showing(TestAuthority of) => new() { AuthorityPath = Authority.RootPath, CertificatePath = of.IssueFile("client.pem", "client", server: false) };
}
