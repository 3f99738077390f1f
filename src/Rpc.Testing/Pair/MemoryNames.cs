using System.Collections.ObjectModel;
using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Rpc.Naming;

namespace Rpc.Testing;

/// <summary>What a name server does, kept in memory for a test. Leases end by the clock, seen when somebody asks. Thread-safe.</summary>
internal sealed class MemoryNames(TimeProvider time) : INameServer
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, List<ListedName>> _names = new(StringComparer.Ordinal);
    private long _leases;
    private NameRevision _revision = new(Random.Shared.NextInt64(1, long.MaxValue), 0);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<NameLease> RegisterAsync(NameRegistration registration, CancellationToken cancellationToken = default)
    {
        NameRegistration wanted = Checked(registration);
        lock (_lock)
        {
            DateTimeOffset now = Sweep();
            List<ListedName> listed = _names.GetValueOrDefault(wanted.Name) ?? [];
            if (wanted.Since is { } since && listed.Exists(other => other.Instance.Server != wanted.Server && other.Instance.Since > since))
            {
                throw new RpcException(RpcStatus.Aborted, $"'{wanted.Name}' was registered by another server since.");
            }

            if (wanted.Mode == RegisterMode.FailIfTaken && listed.Find(other => !IsSame(other.Instance, wanted)) is { } taken)
            {
                throw new RpcException(RpcStatus.AlreadyExists, $"The name '{wanted.Name}' is taken by {taken.Instance.Uri}.");
            }

            listed.RemoveAll(other => wanted.Mode != RegisterMode.Add || string.Equals(other.Instance.Uri, wanted.Uri, StringComparison.Ordinal));
            var one = new ListedName(++_leases, new NameInstance(wanted.Uri, wanted.Tags ?? [], wanted.Weight, wanted.LeaseSeconds, wanted.Server, wanted.Since ?? now, wanted.Metadata ?? ReadOnlyDictionary<string, string>.Empty));
            one.Renew(now);
            listed.Add(one);
            _names[wanted.Name] = listed;
            Pulse();
            return Task.FromResult(new NameLease(one.Lease, wanted.LeaseSeconds, one.Instance.Since));
        }
    }

    public Task<int> ReleaseAsync(NameHeartbeat leases, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Sweep();
            return Task.FromResult(RemoveWhere(one => one.Instance.Server == leases.Server && leases.Leases.Contains(one.Lease)));
        }
    }

    public Task<int> UnregisterAsync(string name, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Sweep();
            int removed = _names.Remove(name) ? 1 : 0;
            Pulse();
            return Task.FromResult(removed);
        }
    }

    public Task<int> UnregisterAllAsync(NameFilter filter, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(filter.Prefix) && string.IsNullOrEmpty(filter.Glob) && filter.AllTags is not { Count: > 0 } && filter.AnyTags is not { Count: > 0 })
        {
            throw new RpcException(RpcStatus.InvalidArgument, "A prefix, a glob or tags must say which names to remove; the glob * means all.");
        }

        lock (_lock)
        {
            NameEntry[] meant = [.. Select(filter)];
            var instances = meant.SelectMany(static entry => entry.Instances).ToHashSet(ReferenceEqualityComparer.Instance);
            RemoveWhere(one => instances.Contains(one.Instance));
            return Task.FromResult(meant.Length);
        }
    }

    public Task<NameEntry> LookupAsync(string name, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Sweep();
            return Task.FromResult(new NameEntry(name, [.. Find(name).Select(static one => one.Instance)]));
        }
    }

    public Task<NamePage> ListAsync(NameFilter? filter = null, string? after = null, int limit = 1000, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            NameEntry[] page = [.. Select(filter).Where(entry => after is null || string.CompareOrdinal(entry.Name, after) > 0).Take(limit + 1)];
            return Task.FromResult(page.Length > limit ? new NamePage(page[..limit], page[limit - 1].Name) : new NamePage(page, null));
        }
    }

    public Task<HeartbeatReply> HeartbeatAsync(NameHeartbeat heartbeat, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            DateTimeOffset now = Sweep();
            var unknown = new HashSet<long>(heartbeat.Leases);
            foreach (ListedName one in _names.Values.SelectMany(static all => all).Where(one => one.Instance.Server == heartbeat.Server && unknown.Remove(one.Lease)))
            {
                one.Renew(now);
            }

            return Task.FromResult(new HeartbeatReply([.. unknown]));
        }
    }

    public Task SetMetadataAsync(string name, IReadOnlyList<string>? tags, string? uri = null, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Sweep();
            ListedName[] meant = [.. Find(name).Where(one => uri is null || string.Equals(one.Instance.Uri, RemoteUri.Parse(uri).ToString(), StringComparison.Ordinal))];
            foreach (ListedName one in meant)
            {
                one.Instance = one.Instance with { Tags = tags ?? one.Instance.Tags, Metadata = metadata ?? one.Instance.Metadata };
            }

            Pulse();
            return meant.Length > 0 ? Task.CompletedTask : throw new RpcException(RpcStatus.NotFound, $"The name '{name}' has no instance {uri}.", reason: RpcErrorReason.NoSuchName);
        }
    }

    public Task<int> CountAsync(NameFilter? filter = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult(Select(filter).Count());
        }
    }

    /// <summary>Compares what is there with what the watcher was told, whenever something has changed.</summary>
    public async IAsyncEnumerable<NameEvent> WatchAsync(NameFilter? filter = null, NameRevision? since = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return new NameEvent(NameEventKind.Reset, default);
        var told = new Dictionary<string, NameEntry>(StringComparer.Ordinal);
        for (bool isCurrent = false; ; isCurrent = true)
        {
            Task changed;
            NameRevision revision;
            Dictionary<string, NameEntry> present;
            lock (_lock)
            {
                present = Select(filter).ToDictionary(static entry => entry.Name, StringComparer.Ordinal);
                revision = _revision;
                changed = _changed.Task;
            }

            foreach (NameEntry entry in present.Values.Where(entry => !told.TryGetValue(entry.Name, out NameEntry? before) || !entry.Instances.SequenceEqual(before.Instances)))
            {
                yield return new NameEvent(!isCurrent ? NameEventKind.Present : told.ContainsKey(entry.Name) ? NameEventKind.Changed : NameEventKind.Added, revision, entry);
            }

            foreach (string gone in told.Keys.Where(name => !present.ContainsKey(name)))
            {
                yield return new NameEvent(NameEventKind.Removed, revision, new NameEntry(gone, []));
            }

            if (!isCurrent)
            {
                yield return new NameEvent(NameEventKind.Current, revision);
            }

            told = present;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task PingAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    private static bool IsSame(NameInstance instance, NameRegistration wanted) =>
        instance.Server == wanted.Server && string.Equals(instance.Uri, wanted.Uri, StringComparison.Ordinal);

    private static NameRegistration Checked(NameRegistration wanted)
    {
        if (!RemoteUri.TryParse(wanted.Uri, out RemoteUri? uri, out string? problem))
        {
            throw new RpcException(RpcStatus.InvalidArgument, problem);
        }

        problem = NameRules.Problem(wanted.Name) ?? NameRules.Problem(wanted.Server, "server id") ?? NameRules.AdvertiseProblem(uri);
        return problem is null
            ? wanted with { Uri = uri.ToString() }
            : throw new RpcException(RpcStatus.InvalidArgument, $"'{wanted.Name}' cannot be registered: {problem}.");
    }

    private IEnumerable<NameEntry> Select(NameFilter? filter)
    {
        Sweep();
        return _names
            .Where(one => filter?.Prefix is not { Length: > 0 } prefix || one.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Where(one => filter?.Glob is not { Length: > 0 } glob || FileSystemName.MatchesSimpleExpression(glob.Replace("\\", "\\\\", StringComparison.Ordinal), one.Key, ignoreCase: false))
            .Select(one => new NameEntry(one.Key, [.. one.Value.Select(static listed => listed.Instance).Where(instance => HasTags(instance, filter))]))
            .Where(static entry => entry.Instances.Count > 0);
    }

    private static bool HasTags(NameInstance instance, NameFilter? filter) =>
        (filter?.AllTags ?? []).All(instance.Tags.Contains) && (filter?.AnyTags is not { Count: > 0 } any || any.Any(instance.Tags.Contains));

    private void Pulse()
    {
        _revision = _revision with { Number = _revision.Number + 1 };
        _changed.SetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private List<ListedName> Find(string name) =>
        _names.GetValueOrDefault(name) ?? throw new RpcException(RpcStatus.NotFound, $"There is no name '{name}'.", reason: RpcErrorReason.NoSuchName);

    /// <summary>Takes off what was not renewed in time. Gives the time.</summary>
    private DateTimeOffset Sweep()
    {
        DateTimeOffset now = time.GetUtcNow();
        RemoveWhere(one => one.Due <= now);
        return now;
    }

    private int RemoveWhere(Predicate<ListedName> isMeant)
    {
        int removed = 0;
        foreach ((string name, List<ListedName> listed) in _names.ToArray())
        {
            removed += listed.RemoveAll(isMeant);
            if (listed.Count == 0)
            {
                _names.Remove(name);
            }
        }

        if (removed > 0)
        {
            Pulse();
        }

        return removed;
    }
}
