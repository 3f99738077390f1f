using System.Security.Claims;
using Rpc.Naming;

namespace Rpc.NameServer;

/// <summary>The name server as callers with different rights see it: names that one may not see are not there for it. Thread-safe.</summary>
/// <remarks>Heartbeats and releases name leases, whose random ids only their registrant was told, so they need no right of their own.</remarks>
internal sealed class GuardedNameServer(NameServerService inner, NameGuard guard) : INameServer
{
    // Taken before any await: the context is the thread's.
    private static CallContext Caller => CallContext.Current ?? throw new InvalidOperationException("A guarded name server is called over a connection only.");

    /// <inheritdoc/>
    public Task<NameLease> RegisterAsync(NameRegistration registration, CancellationToken cancellationToken = default)
    {
        NameChecks.Name(registration?.Name);
        DemandWrite("register", registration!.Name);
        return inner.RegisterAsync(registration, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> ReleaseAsync(NameHeartbeat leases, CancellationToken cancellationToken = default) => inner.ReleaseAsync(leases, cancellationToken);

    /// <inheritdoc/>
    public Task<int> UnregisterAsync(string name, CancellationToken cancellationToken = default)
    {
        NameChecks.Name(name);
        DemandWrite("remove", name);
        return inner.UnregisterAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> UnregisterAllAsync(NameFilter filter, CancellationToken cancellationToken = default)
    {
        ClaimsPrincipal user = Caller.User;
        return inner.UnregisterAllAsync(filter, name => guard.MayWrite(user, name));
    }

    /// <inheritdoc/>
    public Task<NameEntry> LookupAsync(string name, CancellationToken cancellationToken = default)
    {
        NameChecks.Name(name);
        CallContext caller = Caller;
        return guard.MayRead(caller.User, name) ? inner.LookupAsync(name, cancellationToken) : throw guard.Deny(caller, "look up", name);
    }

    /// <inheritdoc/>
    public Task<NamePage> ListAsync(NameFilter? filter = null, string? after = null, int limit = 1000, CancellationToken cancellationToken = default)
    {
        ClaimsPrincipal user = Caller.User;
        return inner.ListAsync(filter, after, limit, name => guard.MayRead(user, name), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<HeartbeatReply> HeartbeatAsync(NameHeartbeat heartbeat, CancellationToken cancellationToken = default) => inner.HeartbeatAsync(heartbeat, cancellationToken);

    /// <inheritdoc/>
    public Task SetMetadataAsync(string name, IReadOnlyList<string>? tags, string? uri = null, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        NameChecks.Name(name);
        DemandWrite("change", name);
        return inner.SetMetadataAsync(name, tags, uri, metadata, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(NameFilter? filter = null, CancellationToken cancellationToken = default)
    {
        ClaimsPrincipal user = Caller.User;
        return inner.CountAsync(filter, name => guard.MayRead(user, name));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<NameEvent> WatchAsync(NameFilter? filter = null, NameRevision? since = null, CancellationToken cancellationToken = default)
    {
        ClaimsPrincipal user = Caller.User;
        return inner.WatchAsync(filter, since, name => guard.MayRead(user, name), cancellationToken);
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken = default) => inner.PingAsync(cancellationToken);

    private void DemandWrite(string what, string name)
    {
        CallContext caller = Caller;
        if (!guard.MayWrite(caller.User, name))
        {
            throw guard.Deny(caller, what, name);
        }
    }
}
