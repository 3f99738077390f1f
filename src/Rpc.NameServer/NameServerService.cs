using Rpc.Naming;
using Rpc.NameServer.Registry;

namespace Rpc.NameServer;

/// <summary>The object that a name server serves: checks what comes in and asks the registry. Thread-safe.</summary>
internal sealed class NameServerService(NameRegistry registry) : INameServer
{
    private const int LargestPage = 10_000;

    /// <inheritdoc/>
    public Task<NameLease> RegisterAsync(NameRegistration registration, CancellationToken cancellationToken = default)
    {
        NameRegistration checkedOne = NameChecks.Registration(registration);
        NameChecks.NotOwn(checkedOne.Name);
        NameChecks.Reachable(checkedOne, CallContext.Current?.PeerAddress);
        return registry.RegisterAsync(checkedOne);
    }

    /// <inheritdoc/>
    public Task<int> ReleaseAsync(NameHeartbeat leases, CancellationToken cancellationToken = default)
    {
        NameChecks.Heartbeat(leases);
        return registry.ReleaseAsync(leases.Server, leases.Leases);
    }

    /// <inheritdoc/>
    public Task<int> UnregisterAsync(string name, CancellationToken cancellationToken = default)
    {
        NameChecks.Name(name);
        NameChecks.NotOwn(name);
        return registry.RemoveAsync([name]);
    }

    /// <inheritdoc/>
    public Task<int> UnregisterAllAsync(NameFilter filter, CancellationToken cancellationToken = default) => UnregisterAllAsync(filter, static _ => true);

    /// <summary>Removes of the names that are meant those that the caller may remove.</summary>
    public Task<int> UnregisterAllAsync(NameFilter? filter, Func<string, bool> may)
    {
        // An empty filter means every name when it lists; when it removes, it is more likely a slip.
        if (filter is null || (string.IsNullOrEmpty(filter.Prefix) && string.IsNullOrEmpty(filter.Glob)))
        {
            throw NameChecks.Invalid("A prefix or a glob must say which names to remove; the glob * means all.");
        }

        return registry.RemoveAsync([.. registry.Select(new NameSelection(filter), after: null).Select(entry => entry.Name).Where(name => name != NameRules.OwnName && may(name))]);
    }

    /// <inheritdoc/>
    public Task<NameEntry> LookupAsync(string name, CancellationToken cancellationToken = default)
    {
        NameChecks.Name(name);
        return Task.FromResult(registry.Find(name) ?? throw NameChecks.NoSuchName(name));
    }

    /// <inheritdoc/>
    public Task<NamePage> ListAsync(NameFilter? filter = null, string? after = null, int limit = 1000, CancellationToken cancellationToken = default) =>
        ListAsync(filter, after, limit, static _ => true, cancellationToken);

    /// <summary>Lists of the names that are meant those that the caller may see.</summary>
    public Task<NamePage> ListAsync(NameFilter? filter, string? after, int limit, Func<string, bool> may, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > LargestPage)
        {
            throw NameChecks.Invalid($"A page has 1 to {LargestPage} entries, not {limit}.");
        }

        // One more than asked for tells whether there is a next page.
        var entries = new List<NameEntry>();
        foreach (NameEntry entry in registry.Select(new NameSelection(filter), after))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!may(entry.Name))
            {
                continue;
            }

            if (entries.Count == limit)
            {
                return Task.FromResult(new NamePage(entries, entries[^1].Name));
            }

            entries.Add(entry);
        }

        return Task.FromResult(new NamePage(entries, null));
    }

    /// <inheritdoc/>
    public Task<HeartbeatReply> HeartbeatAsync(NameHeartbeat heartbeat, CancellationToken cancellationToken = default)
    {
        NameChecks.Heartbeat(heartbeat);
        return Task.FromResult(new HeartbeatReply(registry.Renew(heartbeat.Server, heartbeat.Leases)));
    }

    /// <inheritdoc/>
    public async Task SetMetadataAsync(string name, IReadOnlyList<string> tags, string? uri = null, CancellationToken cancellationToken = default)
    {
        NameChecks.Name(name);
        NameChecks.NotOwn(name);
        string? canonical = uri is null ? null : NameChecks.Uri(uri).ToString();
        if (!await registry.SetTagsAsync(name, canonical, NameChecks.Tags(tags)).ConfigureAwait(false))
        {
            throw canonical is null ? NameChecks.NoSuchName(name) : new RpcException(RpcStatus.NotFound, $"The name '{name}' has no instance {canonical}.", reason: RpcErrorReason.NoSuchName);
        }
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(NameFilter? filter = null, CancellationToken cancellationToken = default)
    {
        var selection = new NameSelection(filter);
        return Task.FromResult(selection.MatchesAll ? registry.Count : registry.Select(selection, after: null).Count());
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
