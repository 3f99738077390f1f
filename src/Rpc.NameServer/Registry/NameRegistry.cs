using Microsoft.Extensions.Logging;
using Rpc.Naming;
using Rpc.NameServer.Leases;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>What a name server knows: reads from memory, one writer at a time, leases that end. Arguments are checked before they come here. Thread-safe.</summary>
internal sealed class NameRegistry(INameStore store, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private const int ScanStep = 1024;

    private readonly NameTable _table = new(store);
    private readonly MassExpiryGuard _guard = new(clock);
    private bool _held;

    public int Count => _table.Count;

    /// <summary>Reads the store. Every lease begins anew: while nobody could send a heartbeat, none was missed.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var loaded = new List<RegisteredInstance>();
        await store.LoadAsync(stored => loaded.Add(RegisteredInstance.From(stored)), cancellationToken).ConfigureAwait(false);
        lock (_table.Gate)
        {
            foreach (IGrouping<string, RegisteredInstance> name in loaded.GroupBy(instance => instance.Name, StringComparer.Ordinal))
            {
                RegisteredInstance[] instances = [.. name.OrderBy(instance => instance.SinceTicks)];
                foreach (RegisteredInstance instance in instances)
                {
                    instance.DueAt = DueAfter(instance.LeaseSeconds);
                }

                _table.Set(name.Key, instances, keep: false);
            }
        }
    }

    /// <summary>Lists the name server itself; never stored, since its address is this run's.</summary>
    public void AddOwn(string name, string uri)
    {
        lock (_table.Gate)
        {
            _table.Set(name, [new RegisteredInstance(name, uri, [], 1, 0, Random.Shared.NextInt64(1, long.MaxValue), name, clock.GetUtcNow().UtcTicks)], keep: false);
        }
    }

    public NameEntry? Find(string name) => _table.TryGet(name, out RegisteredInstance[]? instances) ? Entry(name, instances) : null;

    /// <summary>Gives the names that are meant, in order; what changes meanwhile may be in it or not.</summary>
    public IEnumerable<NameEntry> Select(NameSelection selection, string? after)
    {
        var step = new List<string>(ScanStep);
        bool inclusive = after is null || string.CompareOrdinal(after, selection.Start) < 0;
        string from = inclusive ? selection.Start : after!;
        while (!selection.MatchesNothing)
        {
            step.Clear();
            lock (_table.Gate)
            {
                _table.Page(from, inclusive, step, ScanStep);
            }

            foreach (string name in step)
            {
                if (selection.IsBehind(name))
                {
                    yield break;
                }

                if (selection.Matches(name) && _table.TryGet(name, out RegisteredInstance[]? instances))
                {
                    yield return Entry(name, instances);
                }
            }

            if (step.Count < ScanStep)
            {
                yield break;
            }

            from = step[^1];
            inclusive = false;
        }
    }

    public async Task<NameLease> RegisterAsync(NameRegistration wanted)
    {
        RegisteredInstance added;
        Task stored;
        lock (_table.Gate)
        {
            RegisteredInstance[] present = _table.TryGet(wanted.Name, out RegisteredInstance[]? found) ? found : [];
            RegisteredInstance[] others = [.. present.Where(instance => instance.Uri != wanted.Uri || instance.Server != wanted.Server)];
            long now = clock.GetUtcNow().UtcTicks;
            Refuse(wanted, others, now);
            long since = wanted.Since is { } first ? Math.Min(first.UtcTicks, now) : Math.Max(now, present.Select(instance => instance.SinceTicks + 1).DefaultIfEmpty().Max());
            added = new RegisteredInstance(
                wanted.Name, wanted.Uri, [.. wanted.Tags ?? []], wanted.Weight, wanted.LeaseSeconds, Random.Shared.NextInt64(1, long.MaxValue), _table.Leases.Shared(wanted.Server), since)
            {
                DueAt = DueAfter(wanted.LeaseSeconds),
            };
            stored = _table.Set(wanted.Name, wanted.Mode == RegisterMode.Add ? [.. others.Where(instance => instance.Uri != wanted.Uri), added] : [added]);
        }

        await stored.ConfigureAwait(false);
        return new NameLease(added.LeaseId, added.LeaseSeconds, new DateTimeOffset(added.SinceTicks, TimeSpan.Zero));
    }

    public async Task<int> RemoveAsync(IReadOnlyCollection<string> names)
    {
        int removed = 0;
        Task stored = Task.CompletedTask;
        lock (_table.Gate)
        {
            foreach (string name in names)
            {
                if (_table.TryGet(name, out _))
                {
                    stored = _table.Set(name, null);
                    removed++;
                }
            }
        }

        await stored.ConfigureAwait(false);
        return removed;
    }

    public async Task<int> ReleaseAsync(string server, IReadOnlyList<long> leases)
    {
        int released = 0;
        Task stored = Task.CompletedTask;
        lock (_table.Gate)
        {
            foreach (long lease in leases)
            {
                if (_table.Leases.Find(server, lease) is { } instance)
                {
                    stored = RemoveInstance(instance);
                    released++;
                }
            }
        }

        await stored.ConfigureAwait(false);
        return released;
    }

    /// <summary>False where there is no such name or instance.</summary>
    public async Task<bool> SetTagsAsync(string name, string? uri, string[] tags)
    {
        Task stored;
        lock (_table.Gate)
        {
            if (!_table.TryGet(name, out RegisteredInstance[]? instances) || (uri is not null && !instances.Any(instance => instance.Uri == uri)))
            {
                return false;
            }

            stored = _table.Set(name, [.. instances.Select(instance => uri is null || instance.Uri == uri ? instance.WithTags(tags) : instance)]);
        }

        await stored.ConfigureAwait(false);
        return true;
    }

    public List<long> Renew(string server, IReadOnlyList<long> leases)
    {
        lock (_table.Gate)
        {
            return _table.Leases.Renew(server, leases, DueAfter);
        }
    }

    /// <summary>Removes what is over, unless so much is over that it is more likely our fault. Gives the number of registrations that went.</summary>
    public async Task<int> EvictAsync()
    {
        int evicted = 0;
        Task stored = Task.CompletedTask;
        lock (_table.Gate)
        {
            long now = clock.GetTimestamp();
            (List<LeaseHolder> due, int leased) = _table.Leases.FindDue(now);
            IReadOnlyList<LeaseHolder> allowed = _guard.Allow(due, leased, now);
            Tell(due.Count, leased);
            foreach (LeaseHolder holder in allowed)
            {
                RegisteredInstance[] over = [.. holder.Leases.Values.Where(instance => instance.DueAt <= now)];
                NameServerLog.Evicted(log, over.Length, holder.Server, over[0].Name);
                foreach (RegisteredInstance instance in over)
                {
                    stored = RemoveInstance(instance);
                    evicted++;
                }
            }
        }

        if (evicted > 0)
        {
            NameServerMetrics.Expired.Add(evicted);
        }

        await stored.ConfigureAwait(false);
        return evicted;
    }

    public async ValueTask DisposeAsync()
    {
        await _table.DrainAsync().ConfigureAwait(false);
        await store.DisposeAsync().ConfigureAwait(false);
    }

    private static NameEntry Entry(string name, RegisteredInstance[] instances) => new(name, Array.ConvertAll(instances, instance => instance.ToRecord()));

    private static void Refuse(NameRegistration wanted, RegisteredInstance[] others, long now)
    {
        if (others.Length == 0 || wanted.Mode == RegisterMode.Add)
        {
            return;
        }

        RegisteredInstance newest = others.MaxBy(instance => instance.SinceTicks)!;
        if (wanted.Since is { } since && newest.SinceTicks > Math.Min(since.UtcTicks, now))
        {
            throw new RpcException(RpcStatus.Aborted, $"The name '{wanted.Name}' has been taken by {newest.Uri} since then: publish it again to take it back.");
        }

        if (wanted.Since is null && wanted.Mode == RegisterMode.FailIfTaken)
        {
            throw new RpcException(RpcStatus.AlreadyExists, $"The name '{wanted.Name}' is taken by {newest.Uri}: remove it first (`rpc remove`), or register with mode Replace or Add.");
        }
    }

    private Task RemoveInstance(RegisteredInstance instance) =>
        _table.Set(instance.Name, _table.TryGet(instance.Name, out RegisteredInstance[]? all) ? [.. all.Where(other => other != instance)] : null);

    private void Tell(int due, int leased)
    {
        bool held = _guard.Held > 0;
        if (held && !_held)
        {
            NameServerLog.EvictionWaits(log, due, leased, MassExpiryGuard.LongestWait.TotalSeconds);
        }
        else if (!held && _held)
        {
            NameServerLog.EvictionGoesOn(log);
        }

        _held = held;
    }

    private long DueAfter(int leaseSeconds) => leaseSeconds == 0 ? long.MaxValue : clock.GetTimestamp() + (leaseSeconds * clock.TimestampFrequency);
}
