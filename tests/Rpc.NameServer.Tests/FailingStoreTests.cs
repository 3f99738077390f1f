using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rpc.Naming;
using Rpc.NameServer.Hosting;
using Rpc.NameServer.Registry;
using Rpc.NameServer.Stores;
using Rpc.Testing;
using Xunit;

namespace Rpc.NameServer.Tests;

public class FailingStoreTests
{
    [Fact]
    public async Task What_cannot_be_stored_is_taken_back_and_told()
    {
        var store = new FailingStore();
        await using var registry = NameRegistry.Over(store, new ManualTime(), NullLogger.Instance);
        var names = new NameServerService(registry);
        NameLease lease = await names.RegisterAsync(Registration("x", 1));

        store.Fails = true;
        Task<NameLease>[] changes = [.. Enumerable.Range(2, 9).Select(i => names.RegisterAsync(Registration("x", i)))];
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => names.UnregisterAsync("x"));
        foreach (Task<NameLease> change in changes)
        {
            await Assert.ThrowsAsync<RpcException>(() => change);
        }

        store.Fails = false;
        Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
        Assert.Equal("rpc://10.0.0.1:1/x", Assert.Single((await names.LookupAsync("x")).Instances).Uri);
        Assert.Empty((await names.HeartbeatAsync(new NameHeartbeat("s", [lease.Id]))).Unknown);
        Assert.Equal(1, await names.UnregisterAsync("x"));
    }

    [Fact]
    public async Task The_health_check_of_a_host_says_so_until_something_is_stored_again()
    {
        var store = new FailingStore();
        var options = new HostedNameServerOptions().Listen("rpc://127.0.0.1:0").UseStore(() => store);
        await using var hosted = new HostedNameServer(Options.Create(options));
        var check = new NameServerHealthCheck(hosted);
        var context = new HealthCheckContext { Registration = new HealthCheckRegistration("names", check, HealthStatus.Unhealthy, []) };
        Assert.Equal(HealthStatus.Unhealthy, (await check.CheckHealthAsync(context)).Status);
        await hosted.StartingAsync(CancellationToken.None);
        INameServer names = hosted.Host!.Service;
        await names.RegisterAsync(Registration("x", 1));
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(context)).Status);

        store.Fails = true;
        await Assert.ThrowsAsync<RpcException>(() => names.RegisterAsync(Registration("y", 2)));
        HealthCheckResult away = await check.CheckHealthAsync(context);
        Assert.Equal(HealthStatus.Unhealthy, away.Status);
        Assert.Contains("the disk is full", away.Description, StringComparison.Ordinal);

        store.Fails = false;
        await names.RegisterAsync(Registration("y", 2));
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(context)).Status);
    }

    private static NameRegistration Registration(string name, int host) => new(name, $"rpc://10.0.0.{host}:1/x", "s");

    private sealed class FailingStore : IOwnedNameStore
    {
        public volatile bool Fails;

        public bool IsDurable => true;

        public ValueTask LoadAsync(Action<StoredInstance> add, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public async ValueTask ApplyAsync(IReadOnlyList<NameChange> changes, CancellationToken cancellationToken = default)
        {
            await Task.Delay(5, cancellationToken);
            if (Fails)
            {
                throw new IOException("the disk is full");
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
