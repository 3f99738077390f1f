using Rpc.Naming;
using Xunit;

namespace Rpc.NameServer.Tests;

/// <summary>Who may register, change, remove and see which names, over real connections.</summary>
public sealed class NameRuleTests : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _owned = [];
    private NameServerHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NameServerHost.StartAsync(new NameServerOptions
        {
            Listen = RemoteUri.Parse("rpc://127.0.0.1:0"),
            ConfigureServer = static server => server.RequireToken("pay-token", "pay", "payments").RequireToken("audit-token", "audit", "auditor").RequireToken("plain-token", "plain").RequireToken("admin-token", "root", "payments", "admin"),
            Rules =
            [
                new NameRule("payments.") { Write = ["payments"], Read = ["payments", "auditor"] },
                new NameRule("payments.open.") { Write = ["payments"] },
                new NameRule("closed.") { Write = [], Read = [] },
                new NameRule("") { Write = ["admin"] },
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable owned in _owned)
        {
            await owned.DisposeAsync();
        }

        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Names_are_registered_changed_and_removed_by_those_alone_whose_role_the_rule_names()
    {
        await RegisterAsync("pay", "payments.a");
        await DeniedAsync(() => RegisterAsync("audit", "payments.a"), "payments.a");
        await DeniedAsync(() => RegisterAsync("plain", "payments.new"), "payments.new");
        await DeniedAsync(() => RegisterAsync("pay", "other"), "other");
        await DeniedAsync(() => RegisterAsync("admin", "closed.a"), "closed.a");
        await RegisterAsync("admin", "other");
        await DeniedAsync(() => As("plain").SetMetadataAsync("other", ["x"]), "other");
        await DeniedAsync(() => As("audit").UnregisterAsync("payments.a"), "payments.a");
        Assert.Empty(await _host.Service.LookupAsync("other") is { } entry ? entry.Instances[0].Tags : ["?"]);
        await As("pay").SetMetadataAsync("payments.a", ["paid"]);
        Assert.Equal(1, await As("pay").UnregisterAsync("payments.a"));
    }

    [Fact]
    public async Task Removing_by_prefix_leaves_what_the_caller_may_not_remove()
    {
        foreach (string name in new[] { "payments.a", "payments.b", "other" })
        {
            await RegisterAsync("admin", name);
        }

        Assert.Equal(0, await As("plain").UnregisterAllAsync(new NameFilter(Glob: "*")));
        Assert.Equal(2, await As("pay").UnregisterAllAsync(new NameFilter(Glob: "*")));
        Assert.Equal(2, await _host.Service.CountAsync());
    }

    [Fact]
    public async Task A_watcher_is_told_only_of_names_that_it_may_see()
    {
        await RegisterAsync("admin", "payments.a");
        await RegisterAsync("admin", "payments.open.b");
        await using IAsyncEnumerator<NameEvent> plain = As("plain").WatchAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await using IAsyncEnumerator<NameEvent> audit = As("audit").WatchAsync(new NameFilter(Prefix: "payments.")).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.Equal(["Reset", "Present payments.open.b", "Present rpc.nameserver", "Current"], await Eventually.TakeAsync(plain, 4));
        Assert.Equal(["Reset", "Present payments.a", "Present payments.open.b", "Current"], await Eventually.TakeAsync(audit, 4));

        await As("pay").UnregisterAsync("payments.a");
        await RegisterAsync("admin", "other");

        Assert.Equal(["Added other"], await Eventually.TakeAsync(plain, 1));
        Assert.Equal(["Removed payments.a"], await Eventually.TakeAsync(audit, 1));
    }

    [Fact]
    public async Task Names_that_a_caller_may_not_see_are_not_there_for_it()
    {
        foreach (string name in new[] { "payments.a", "payments.open.b", "other" })
        {
            await RegisterAsync("admin", name);
        }

        Assert.Equal(["other", "payments.open.b", "rpc.nameserver"], await NamesAsync("plain"));
        Assert.Equal(["other", "payments.a", "payments.open.b", "rpc.nameserver"], await NamesAsync("audit"));
        Assert.Equal(3, await As("plain").CountAsync());
        Assert.Equal(0, await As("plain").CountAsync(new NameFilter(Prefix: "payments.a")));
        Assert.Equal("payments.a", (await As("audit").LookupAsync("payments.a")).Name);
        string there = await DeniedAsync(() => As("plain").LookupAsync("payments.a"), "payments.a");
        string missing = await DeniedAsync(() => As("plain").LookupAsync("payments.z"), "payments.z");
        Assert.Equal(there, missing.Replace("payments.z", "payments.a", StringComparison.Ordinal));

        // Pages are of what is seen: three of them, one name each.
        NamePage first = await As("plain").ListAsync(limit: 1);
        NamePage second = await As("plain").ListAsync(after: first.Next, limit: 1);
        Assert.Equal(("other", "payments.open.b"), (first.Entries[0].Name, second.Entries[0].Name));
        RpcException hidden = await Assert.ThrowsAsync<RpcException>(() => As("plain").LookupAsync("nobody"));
        Assert.Equal(RpcStatus.NotFound, hidden.Status);
    }

    [Fact]
    public async Task Leases_of_others_can_be_neither_renewed_nor_released_without_their_ids()
    {
        NameLease lease = await As("pay").RegisterAsync(new NameRegistration("payments.a", "rpc://10.0.0.1:1/x", "s1"));

        Assert.Equal(0, await As("plain").ReleaseAsync(new NameHeartbeat("s1", [.. Enumerable.Range(0, 1_000).Select(static i => (long)i)])));
        Assert.Equal(0, await As("plain").ReleaseAsync(new NameHeartbeat("s2", [lease.Id])));
        Assert.Single((await As("pay").LookupAsync("payments.a")).Instances);
        Assert.Equal(1, await As("pay").ReleaseAsync(new NameHeartbeat("s1", [lease.Id])));
    }

    [Fact]
    public async Task A_server_publishes_with_the_token_that_its_client_has()
    {
        var server = new RpcServer(new RpcServerOptions { NameServers = [_host.Uri], ConfigureClient = static client => client.Token = "pay-token" });
        _owned.Add(server);
        await server.ListenAsync("rpc://127.0.0.1:0");
        await using Publication publication = await server.PublishAsync<INameServer>("payments.ns", _host.Service);
        RpcException denied = await Assert.ThrowsAsync<RpcException>(() => server.PublishAsync<INameServer>("other.ns", _host.Service).AsTask());

        Assert.Equal(RpcStatus.PermissionDenied, denied.Status);
        Assert.Contains("payments.ns", await NamesAsync("pay"));
    }

    [Fact]
    public async Task Without_a_token_there_are_no_names_at_all()
    {
        await using var client = new RpcClient();
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => client.Get<INameServer>(_host.Uri).CountAsync());
        Assert.Equal((RpcStatus.Unauthenticated, RpcErrorReason.HandshakeRefused), (refused.Status, refused.Reason));
    }

    private INameServer As(string who)
    {
        var client = new RpcClient(new RpcClientOptions { Token = who + "-token" });
        _owned.Add(client);
        return client.Get<INameServer>(_host.Uri);
    }

    private Task<NameLease> RegisterAsync(string who, string name) => As(who).RegisterAsync(new NameRegistration(name, "rpc://10.0.0.1:1/x", who, LeaseSeconds: 0));

    private async Task<IEnumerable<string>> NamesAsync(string who) => (await As(who).ListAsync()).Entries.Select(static entry => entry.Name);

    private static async Task<string> DeniedAsync(Func<Task> call, string name)
    {
        RpcException exception = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal((RpcStatus.PermissionDenied, RpcErrorReason.AccessDenied), (exception.Status, exception.Reason));
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        return exception.Message;
    }
}
