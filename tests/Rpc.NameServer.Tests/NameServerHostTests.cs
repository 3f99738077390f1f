using Rpc.Naming;
using Rpc.NameServer.Stores;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.NameServer.Tests;

/// <summary>The name server over a real connection: everything that its contract carries arrives.</summary>
public sealed class NameServerHostTests : IAsyncLifetime
{
    private NameServerHost _host = null!;
    private RpcClient _client = null!;

    private INameServer Remote => _client.Get<INameServer>(_host.Uri);

    public async ValueTask InitializeAsync()
    {
        _host = await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse("rpc://127.0.0.1:0") });
        _client = new RpcClient();
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Every_call_of_the_contract_works_from_another_connection()
    {
        await Remote.PingAsync();
        NameLease lease = await Remote.RegisterAsync(new NameRegistration("a.1", "rpc://10.0.0.1:1/x", "s1", ["t", "ü"], 3, 60, RegisterMode.Add));
        await Remote.RegisterAsync(new NameRegistration("a.1", "rpc://10.0.0.2:1/x", "s2", LeaseSeconds: 0, Mode: RegisterMode.Add, Since: lease.Since));
        await Remote.SetMetadataAsync("a.1", ["new"], "rpc://10.0.0.2:1/x");

        NameEntry entry = await Remote.LookupAsync("a.1");
        Assert.Equal(["rpc://10.0.0.1:1/x", "rpc://10.0.0.2:1/x"], entry.Instances.Select(instance => instance.Uri));
        Assert.Equal(["t", "ü"], entry.Instances[0].Tags);
        Assert.Equal(["new"], entry.Instances[1].Tags);
        Assert.Equal(lease.Since, entry.Instances[0].Since);
        Assert.Equal(2, await Remote.CountAsync());
        Assert.Equal(1, await Remote.CountAsync(new NameFilter(Prefix: "a.")));
        NamePage page = await Remote.ListAsync(limit: 1);
        Assert.Equal("a.1", page.Next);
        Assert.Equal([7L], (await Remote.HeartbeatAsync(new NameHeartbeat("s1", [lease.Id, 7]))).Unknown);
        Assert.Equal(1, await Remote.ReleaseAsync(new NameHeartbeat("s1", [lease.Id])));
        Assert.Equal(1, await Remote.UnregisterAsync("a.1"));
        Assert.Equal(0, await Remote.UnregisterAllAsync(new NameFilter(Glob: "a.*")));
        Assert.Equal(_host.Uri.ToString(), Assert.Single((await Remote.LookupAsync(NameRules.OwnName)).Instances).Uri);
    }

    [Fact]
    public async Task Refusals_keep_their_status_and_reason_over_the_wire()
    {
        RpcException notFound = await Assert.ThrowsAsync<RpcException>(() => Remote.LookupAsync("nobody"));
        Assert.Equal((RpcStatus.NotFound, RpcErrorReason.NoSuchName), (notFound.Status, notFound.Reason));
        RpcException own = await Assert.ThrowsAsync<RpcException>(() => Remote.UnregisterAsync(NameRules.OwnName));
        Assert.Equal(RpcStatus.PermissionDenied, own.Status);
        RpcException invalid = await Assert.ThrowsAsync<RpcException>(() => Remote.RegisterAsync(new NameRegistration("x", "http://x", "s")));
        Assert.Equal(RpcStatus.InvalidArgument, invalid.Status);
    }

    [Fact]
    public async Task A_client_that_finds_another_server_at_the_address_is_told_that_no_name_server_answers()
    {
        await using var other = new RpcServer();
        RemoteUri address = await other.ListenAsync("rpc://127.0.0.1:0");
        var names = new NameClient(uri => _client.Get<INameServer>(uri), new NameClientOptions { NameServers = [address] });

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => names.NameServer.CountAsync());
        Assert.Equal(RpcErrorReason.NameServerUnreachable, error.Reason);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_an_error_that_frees_the_store()
    {
        using var folder = new TemporaryFolder();
        var options = new NameServerOptions { Listen = _host.Uri.WithoutObject(), Store = SqliteNameStore.Open(folder.File("names.db")) };

        await Assert.ThrowsAnyAsync<IOException>(() => NameServerHost.StartAsync(options).AsTask());
        await SqliteNameStore.Open(folder.File("names.db")).DisposeAsync();
    }

    [Fact]
    public async Task Options_that_cannot_be_are_an_error_that_frees_the_store()
    {
        using var folder = new TemporaryFolder();
        var advertised = new NameServerOptions { Advertise = RemoteUri.Parse("rpc://0.0.0.0:9190"), Store = SqliteNameStore.Open(folder.File("names.db")) };
        await Assert.ThrowsAsync<ArgumentException>(() => NameServerHost.StartAsync(advertised).AsTask());

        var configured = new NameServerOptions { ConfigureServer = static _ => throw new FormatException("no token"), Store = SqliteNameStore.Open(folder.File("names.db")) };
        await Assert.ThrowsAsync<FormatException>(() => NameServerHost.StartAsync(configured).AsTask());
        await SqliteNameStore.Open(folder.File("names.db")).DisposeAsync();
    }

    [Fact]
    public async Task It_listens_on_a_unix_socket_too()
    {
        using var folder = new TemporaryFolder();
        await using NameServerHost host = await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse($"rpc+unix://{folder.File("ns.sock")}") });

        Assert.Equal(1, await _client.Get<INameServer>(host.Uri).CountAsync());
    }
}
