using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Servers and clients with certificates, for one test.</summary>
public abstract class TlsTest : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _owned = [];

    internal TestAuthority Authority { get; } = new();

    private protected LogBook Log { get; } = new();

    protected Slow Slow { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (IAsyncDisposable owned in Enumerable.Reverse(_owned))
        {
            await owned.DisposeAsync().AsTask().Within();
        }

        Authority.Dispose();
    }

    /// <summary>Serves an object over TLS; gives its URI.</summary>
    protected async Task<RemoteUri> ServeAsync(RpcServerTls? tls = null, RpcLimits? limits = null, TimeProvider? time = null, string listen = "rpcs://127.0.0.1:0")
    {
        tls ??= new RpcServerTls();
        tls.CertificatePath ??= Authority.IssueFile("server.pem", "server", server: true);
        RpcServer server = Own(new RpcServer(new RpcServerOptions { Tls = tls, Limits = limits ?? new RpcLimits(), TimeProvider = time ?? TimeProvider.System, LoggerFactory = Log, DrainTimeout = TimeSpan.FromSeconds(1) }));
        await server.ListenAsync(listen);
        return server.Add<ISlow>(Slow, "slow");
    }

    /// <summary>A client that believes the test's authority unless it is told otherwise.</summary>
    protected RpcClient NewClient(RpcClientTls? tls = null, RpcLimits? limits = null) =>
        Own(new RpcClient(new RpcClientOptions { Tls = tls ?? Trusting(), Limits = limits ?? new RpcLimits(), LoggerFactory = Log }));

    protected RpcClientTls Trusting() => new() { AuthorityPath = Authority.RootPath };

    /// <summary>Calls over a client of its own, which fails, sync and async alike.</summary>
    protected async Task<RpcException> FailAsync(RemoteUri uri, RpcClientTls? tls = null, RpcLimits? limits = null)
    {
        RpcException sync = await Assert.ThrowsAsync<RpcException>(() => Patience.Block(() => NewClient(tls, limits).Get<ISlow>(uri).Quick(1)));
        RpcException async = await Assert.ThrowsAsync<RpcException>(() => NewClient(tls, limits).Get<ISlow>(uri).QuickAsync(1).AsTask().Within());
        Assert.Equal(sync.Message, async.Message);
        Assert.Equal(RpcOutcome.NotExecuted, sync.Outcome);
        Assert.Contains($"{uri.Host}:{uri.Port}", sync.Message, StringComparison.Ordinal);
        return sync;
    }

    /// <summary>Calls over a client of its own, which works.</summary>
    protected async Task WorkAsync(RemoteUri uri, RpcClientTls? tls = null) =>
        Assert.Equal(7, await NewClient(tls).Get<ISlow>(uri).QuickAsync(7).AsTask().Within());

    /// <summary>The subject of the certificate that a server shows to a new connection.</summary>
    protected static async Task<string> ShownAsync(RemoteUri uri)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(uri.Host!, uri.Port).Within();
        string shown = "";
        await using var stream = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) =>
        {
            shown = ((X509Certificate2)certificate!).Subject;
            return true;
        });
        await stream.AuthenticateAsClientAsync("localhost").Within();
        return shown;
    }

    protected TOwned Own<TOwned>(TOwned owned)
        where TOwned : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
