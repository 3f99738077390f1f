using System.Diagnostics.Metrics;
using System.Security.Authentication;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Sides that do not agree: each hears who, why and what to do, and nobody else notices.</summary>
public sealed class TlsRefusalTests : TlsTest
{
    [Fact]
    public async Task A_server_of_an_unknown_authority_is_not_believed()
    {
        RemoteUri uri = await ServeAsync();
        using var other = new TestAuthority("Another authority");
        RpcException exception = await FailAsync(uri, new RpcClientTls { AuthorityPath = other.RootPath });
        Check(exception, RpcStatus.Unauthenticated, "CN=server", "CN=Test authority", other.RootPath, "RpcClientOptions.Tls.AuthorityPath");
        Assert.Equal(RpcStatus.Unauthenticated, (await FailAsync(uri, new RpcClientTls())).Status);
        await Log.UntilAsync(1005, "may not trust this server's certificate");
        await WorkAsync(uri);
    }

    [Fact]
    public async Task A_server_with_another_name_is_not_believed_unless_the_name_is_given()
    {
        RemoteUri uri = await ServeAsync(new RpcServerTls { CertificatePath = Authority.IssueFile("named.pem", "named", server: true, host: "names.example") });
        Check(await FailAsync(uri), RpcStatus.Unauthenticated, "is for names.example and not for 127.0.0.1", "RpcClientOptions.Tls.ServerName");
        RpcClientTls named = Trusting();
        named.ServerName = "names.example";
        await WorkAsync(uri, named);
    }

    [Fact]
    public async Task A_server_whose_certificate_has_expired_is_not_believed()
    {
        string path = Authority.IssueFile("old.pem", "old", server: true, from: TimeSpan.FromDays(-9), to: TimeSpan.FromDays(-1));
        RemoteUri uri = await ServeAsync(new RpcServerTls { CertificatePath = path }, time: new ShiftedTime(TimeSpan.FromDays(-4)));
        Check(await FailAsync(uri), RpcStatus.Unauthenticated, "CN=old expired on ");
    }

    [Fact]
    public async Task A_client_certificate_is_no_server_certificate()
    {
        RemoteUri uri = await ServeAsync(new RpcServerTls { CertificatePath = Authority.IssueFile("client.pem", "client", server: false) });
        Check(await FailAsync(uri), RpcStatus.Unauthenticated, "CN=client", "is not for this use");
    }

    [Fact]
    public async Task A_tls_client_at_a_plain_port_is_told_so()
    {
        RpcServer plain = Own(new RpcServer(new RpcServerOptions { LoggerFactory = Log }));
        RemoteUri uri = await plain.ListenAsync("rpc://127.0.0.1:0");
        uri = plain.Add<ISlow>(Slow, "slow");
        Check(await FailAsync(RemoteUri.ForHost(uri.Host!, uri.Port, "slow", tls: true)), RpcStatus.Unavailable, $"rpcs://127.0.0.1:{uri.Port} cannot be reached", "reached with rpc://");
        await Log.UntilAsync(1005, "opens with a TLS handshake");
        await WorkAsync(uri);
    }

    [Fact]
    public async Task A_plain_client_at_a_tls_port_is_told_so()
    {
        using var refused = new Counted("rpc.refused", "NotTls");
        RemoteUri uri = await ServeAsync();
        Check(await FailAsync(RemoteUri.ForHost(uri.Host!, uri.Port, "slow")), RpcStatus.Unavailable, "TLS alert", "use rpcs://");
        await Log.UntilAsync(1005, "speaks the protocol of rpc:// without TLS");
        Assert.True(refused.Count >= 2);
        await WorkAsync(uri);
    }

    [Fact]
    public async Task What_is_neither_is_named_in_the_log()
    {
        RemoteUri uri = await ServeAsync();
        using var peer = new System.Net.Sockets.TcpClient();
        await peer.ConnectAsync(uri.Host!, uri.Port).Within();
        await peer.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        Assert.Equal(7, await peer.GetStream().ReadAtLeastAsync(new byte[100], 100, throwOnEndOfStream: false).AsTask().Within());
        await Log.UntilAsync(1005, "does not speak TLS: it begins with 47455420");
        await WorkAsync(uri);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls13)]
    [InlineData(SslProtocols.Tls13, SslProtocols.Tls12)]
    public async Task Sides_without_a_version_in_common_are_told_so(SslProtocols ofServer, SslProtocols ofClient)
    {
        RemoteUri uri = await ServeAsync(new RpcServerTls { Protocols = ofServer });
        RpcClientTls tls = Trusting();
        tls.Protocols = ofClient;
        Check(await FailAsync(uri, tls), RpcStatus.Unavailable, "no version of TLS in common", $"TLS 1.{(ofClient == SslProtocols.Tls12 ? 2 : 3)}");
        await Log.UntilAsync(1005, "no version of TLS in common");
        await WorkAsync(uri);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls12 | SslProtocols.Tls13)]
    [InlineData(SslProtocols.Tls12 | SslProtocols.Tls13, SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13, SslProtocols.Tls13)]
    public async Task Each_version_works_alone(SslProtocols ofServer, SslProtocols ofClient)
    {
        RemoteUri uri = await ServeAsync(new RpcServerTls { Protocols = ofServer });
        RpcClientTls tls = Trusting();
        tls.Protocols = ofClient;
        await WorkAsync(uri, tls);
    }

    [Fact]
    public async Task A_client_with_unusable_files_is_told_which()
    {
        RemoteUri uri = await ServeAsync();
        Check(await FailAsync(uri, new RpcClientTls { AuthorityPath = Authority.Path("none.pem") }), RpcStatus.FailedPrecondition, Authority.Path("none.pem"), "does not exist");
        RpcClientTls keyOnly = Trusting();
        keyOnly.KeyPath = Authority.RootPath;
        Check(await FailAsync(uri, keyOnly), RpcStatus.FailedPrecondition, "CertificatePath");
    }

    private static void Check(RpcException exception, RpcStatus status, params string[] parts)
    {
        Assert.Equal(status, exception.Status);
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    private sealed class Counted : IDisposable
    {
        private readonly MeterListener _listener = new();
        private int _count;

        public Counted(string instrument, string reason)
        {
            _listener.InstrumentPublished = (found, listener) =>
            {
                if (found.Name == instrument)
                {
                    listener.EnableMeasurementEvents(found);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Interlocked.Add(ref _count, tags.ToArray().Any(tag => Equals(tag.Value, reason)) ? 1 : 0));
            _listener.Start();
        }

        public int Count => Volatile.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
