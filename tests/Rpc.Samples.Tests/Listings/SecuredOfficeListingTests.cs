using Listings.HowTo;
using Rpc.NameServer;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>Runs the listings of docs/how-to/secure-a-service.md, with the files that the page names.</summary>
[Collection(nameof(AloneCollection))]
public sealed class SecuredOfficeListingTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly TestAuthority _authority = new();
    private readonly string _before = Environment.CurrentDirectory;

    public SecuredOfficeListingTests()
    {
        (string server, string key) = _authority.Issue("server", server: true);
        _authority.Write("server.pem", server);
        _authority.Write("server.key", key);
        _authority.Write("office.token", "of-the-office\n");
        _authority.Write("ali.token", "of-ali\n");
        Environment.CurrentDirectory = Path.GetDirectoryName(_authority.RootPath)!;
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        Environment.SetEnvironmentVariable("RPC_NS", null);
        _authority.Dispose();
    }

    [Fact]
    public async Task Ali_is_greeted_and_nobody_else_takes_or_sees_the_name()
    {
        await using NameServerHost names = await NameServerHost.StartAsync(new NameServerOptions
        {
            Listen = RemoteUri.Parse("rpcs://127.0.0.1:0"),
            Rules = [new NameRule("office") { Write = ["office"], Read = ["office", "staff"] }, new NameRule("") { Write = ["admin"] }],
            ConfigureServer = server =>
            {
                server.Tls = new RpcServerTls { CertificatePath = "server.pem", KeyPath = "server.key" };
                server.RequireToken("of-the-office", "office", "office").RequireToken("of-ali", "ali", "staff").RequireToken("of-bea", "bea");
            },
        });
        Environment.SetEnvironmentVariable("RPC_NS", $"rpcs://localhost:{names.Uri.Port}");
        using var stop = new CancellationTokenSource();
        Task serving = SecuredOffice.ServeAsync(stop.Token);

        Assert.Equal("Hi ali\n", await PrintedAsync(() => SecuredOffice.CallAsync().WaitAsync(s_patience)));

        await using RpcClient bea = new(new RpcClientOptions { Tls = new RpcClientTls { AuthorityPath = "ca.pem" }, Token = "of-bea" });
        Assert.Equal(RpcStatus.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => bea.Names.NameServer.LookupAsync("office"))).Status);
        await using RpcClient stranger = new(new RpcClientOptions { Tls = new RpcClientTls { AuthorityPath = "ca.pem" } });
        Assert.Equal(RpcStatus.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => stranger.Names.NameServer.CountAsync())).Status);
        await stop.CancelAsync();
        await serving.WaitAsync(s_patience);
    }
}
