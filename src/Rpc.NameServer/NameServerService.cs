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
        NameChecks.NotOwn(registry, checkedOne.Name);
        NameChecks.Reachable(checkedOne, CallContext.Current?.PeerAddress);
        return registry.ChangeAsync(new RegisterEdit(checkedOne));
    }

    /// <inheritdoc/>
    public Task<int> ReleaseAsync(NameHeartbeat leases, CancellationToken cancellationToken = default)
    {
        NameChecks.Heartbeat(leases);
        return registry.ChangeAsync(new ReleaseEdit(leases.Server, leases.Leases));
    }

    /// <inheritdoc/>
    public Task<int> UnregisterAsync(string name, CancellationToken cancellationToken = default)
    {
        NameChecks.Name(name);
        NameChecks.NotOwn(registry, name);
        return registry.ChangeAsync(new RemoveEdit([name]));
    }

    /// <inheritdoc/>
    public Task<int> UnregisterAllAsync(NameFilter filter, CancellationToken cancellationToken = default) => UnregisterAllAsync(filter, static _ => true);

    /// <summary>Removes of the names that are meant those that the caller may remove.</summary>
    public Task<int> UnregisterAllAsync(NameFilter? filter, Func<string, bool> may)
    {
        // An empty filter means every name when it lists; when it removes, it is more likely a slip.
        NameChecks.Filter(filter);
        if (filter is null || (string.IsNullOrEmpty(filter.Prefix) && string.IsNullOrEmpty(filter.Glob) && filter.AllTags is not { Count: > 0 } && filter.AnyTags is not { Count: > 0 }))
        {
            throw NameChecks.Invalid("A prefix, a glob or tags must say which names to remove; the glob * means all.");
        }

        var selection = new NameSelection(filter);
        string[] meant = [.. registry.Select(selection, after: null).Select(entry => entry.Name).Where(name => !registry.IsOwn(name) && may(name))];
        return meant.Length == 0 ? Task.FromResult(0) : registry.ChangeAsync(new RemoveEdit(meant, selection));
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

        NameChecks.Filter(filter);

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
    public async Task<HeartbeatReply> HeartbeatAsync(NameHeartbeat heartbeat, CancellationToken cancellationToken = default)
    {
        NameChecks.Heartbeat(heartbeat);
        return new HeartbeatReply(await registry.RenewAsync(heartbeat.Server, heartbeat.Leases).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task SetMetadataAsync(string name, IReadOnlyList<string>? tags, string? uri = null, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        NameChecks.Name(name);
        NameChecks.NotOwn(registry, name);
        string? canonical = uri is null ? null : NameChecks.Uri(uri).ToString();
        var edit = new MetadataEdit(name, canonical, tags is null ? null : NameChecks.Tags(tags), metadata is null ? null : NameChecks.Metadata(metadata));
        if (!await registry.ChangeAsync(edit).ConfigureAwait(false))
        {
            throw canonical is null ? NameChecks.NoSuchName(name) : new RpcException(RpcStatus.NotFound, $"The name '{name}' has no instance {canonical}.", reason: RpcErrorReason.NoSuchName);
        }
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(NameFilter? filter = null, CancellationToken cancellationToken = default)
    {
        NameChecks.Filter(filter);
        var selection = new NameSelection(filter);
        return Task.FromResult(selection.MatchesAll ? registry.Count : registry.Select(selection, after: null).Count());
    }

    /// <summary>Counts of the names that are meant those that the caller may see.</summary>
    public Task<int> CountAsync(NameFilter? filter, Func<string, bool> may)
    {
        NameChecks.Filter(filter);
        return Task.FromResult(registry.Select(new NameSelection(filter), after: null).Count(entry => may(entry.Name)));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<NameEvent> WatchAsync(NameFilter? filter = null, NameRevision? since = null, CancellationToken cancellationToken = default) =>
        WatchAsync(filter, since, static _ => true, cancellationToken);

    /// <summary>Tells of those of the names that the caller may see.</summary>
    public IAsyncEnumerable<NameEvent> WatchAsync(NameFilter? filter, NameRevision? since, Func<string, bool> may, CancellationToken cancellationToken)
    {
        NameChecks.Filter(filter);
        return registry.Watches.WatchAsync(new NameSelection(filter), may, since, cancellationToken);
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
