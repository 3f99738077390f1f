using Rpc.Naming;

namespace Rpc.Hostile.Tests;

/// <summary>A name server that answers, and knows nothing.</summary>
internal sealed class EmptyNameServer : INameServer
{
    public Task<NameLease> RegisterAsync(NameRegistration registration, CancellationToken cancellationToken = default) => throw Nothing();

    public Task<int> ReleaseAsync(NameHeartbeat leases, CancellationToken cancellationToken = default) => Task.FromResult(0);

    public Task<int> UnregisterAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(0);

    public Task<int> UnregisterAllAsync(NameFilter filter, CancellationToken cancellationToken = default) => Task.FromResult(0);

    public Task<NameEntry> LookupAsync(string name, CancellationToken cancellationToken = default) => throw Nothing();

    public Task<NamePage> ListAsync(NameFilter? filter = null, string? after = null, int limit = 1000, CancellationToken cancellationToken = default) => throw Nothing();

    public Task<HeartbeatReply> HeartbeatAsync(NameHeartbeat heartbeat, CancellationToken cancellationToken = default) => throw Nothing();

    public Task SetMetadataAsync(string name, IReadOnlyList<string>? tags, string? uri = null, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<int> CountAsync(NameFilter? filter = null, CancellationToken cancellationToken = default) => Task.FromResult(0);

    public IAsyncEnumerable<NameEvent> WatchAsync(NameFilter? filter = null, NameRevision? since = null, CancellationToken cancellationToken = default) => throw Nothing();

    public Task PingAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    private static RpcException Nothing() => new(RpcStatus.NotFound, "It knows nothing.", RpcOutcome.Completed, RpcErrorReason.NoSuchName);
}
