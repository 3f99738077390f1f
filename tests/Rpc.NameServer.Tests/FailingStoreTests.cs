using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Naming;
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
