using Rpc.Naming;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.NameServer.Tests;

/// <summary>A name server that was found gets no token, unless TLS and an authority of the program's own say who it is.</summary>
public sealed class DiscoveredTokenTests
{
    private readonly int _port = AskingSocket.FreePort();

    [Fact]
    public async Task A_plain_one_gets_no_token_not_even_where_tokens_may_go_in_clear_or_over_loopback()
    {
        await using NameServerHost host = await StartAsync("rpc://127.0.0.1:0");
        (RemoteUri found, NameDiscovery discovery) = await FindAsync();
        await using var told = new RpcClient(new RpcClientOptions { Token = "secret" });
        Assert.Equal(1, await told.Get<INameServer>(found).CountAsync());
        await using var client = new RpcClient(new RpcClientOptions { Token = "secret", AllowTokenInClear = true, Discovery = discovery });

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => client.Get<INameServer>(found).CountAsync());
        Assert.Equal((RpcStatus.FailedPrecondition, RpcErrorReason.CredentialsWithheld), (error.Status, error.Reason));
        Assert.Contains("RPC_NS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_with_TLS_gets_it_where_the_program_names_the_authority()
    {
        await using NameServerHost host = await StartAsync("rpcs://127.0.0.1:0");
        (RemoteUri found, NameDiscovery discovery) = await FindAsync();
        await using var client = new RpcClient(new RpcClientOptions { Token = "secret", Discovery = discovery, Tls = new RpcClientTls { AuthorityPath = TestAuthority.Common.RootPath } });

        Assert.Equal(1, await client.Get<INameServer>(found).CountAsync());
    }

    [Fact]
    public async Task One_with_a_certificate_that_anybody_can_buy_gets_none()
    {
        // Of the authorities that the system trusts, one gave a certificate to whoever answered: that says nothing.
        await using NameServerHost host = await StartAsync("rpcs://127.0.0.1:0");
        (RemoteUri found, NameDiscovery discovery) = await FindAsync();
        var hook = new Recorder();
        await using var client = new RpcClient(new RpcClientOptions { Token = "secret", AllowTokenInClear = true, Discovery = discovery, Handshake = hook });

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => client.Get<INameServer>(found).CountAsync());
        Assert.Equal(RpcErrorReason.CredentialsWithheld, error.Reason);
        Assert.Contains(nameof(RpcClientTls.AuthorityPath), error.Message, StringComparison.Ordinal);
        Assert.True(hook.Seen is { IsDiscovered: true, IsProtected: true });
    }

    private Task<NameServerHost> StartAsync(string listen) => NameServerHost.StartAsync(new NameServerOptions
    {
        Listen = RemoteUri.Parse(listen),
        Discovery = new DiscoveryOptions { Port = _port },
        ConfigureServer = static server =>
        {
            server.RequireToken("secret");
            server.Tls = new RpcServerTls { CertificatePath = TestAuthority.Common.ServerPath };
        },
    }).AsTask();

    private async Task<(RemoteUri Found, NameDiscovery Discovery)> FindAsync()
    {
        var discovery = new NameDiscovery { Port = _port, Timeout = TimeSpan.FromSeconds(5) };
        return (Assert.Single(await discovery.FindAsync(TestContext.Current.CancellationToken)), discovery);
    }

    private sealed class Recorder : IClientHandshake
    {
        public ClientHandshakeContext? Seen { get; private set; }

        public ValueTask<ClientGreeting> GreetAsync(ClientHandshakeContext context, CancellationToken cancellationToken)
        {
            Seen = context;
            return new(ClientGreeting.Empty);
        }
    }
}
