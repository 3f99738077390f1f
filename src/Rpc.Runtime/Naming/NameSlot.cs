namespace Rpc.Naming;

/// <summary>What is known of one name, or of one set of tags. Gives its instances at once while they are good, asks once for all who wait while they are not. Thread-safe.</summary>
/// <remarks>
/// Under <c>_gate</c>: <c>_instances</c> is null until the first answer and never empty after it; <c>_refresh</c> is the one lookup that is under way; <c>_listed</c> is what name servers listed last,
/// by name; <c>_events</c> counts what a watch has told; <c>_watch</c> ends the one watch that runs, and is null when there is none.
/// </remarks>
internal sealed class NameSlot(NameQuery query, NameClientOptions options, NameWatching watching)
{
    /// <summary>The longest time for which instances outlive a name server's memory of them.</summary>
    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly Dictionary<RemoteUri, InstanceHealth> _health = [];
    private readonly NameUses _uses = new();
    private Dictionary<string, NameEntry> _listed = new(StringComparer.Ordinal);
    private volatile NamedInstance[]? _instances;
    private Task<NamedInstance[]>? _refresh;
    private CancellationTokenSource? _watch;
    private long _askAgainAt;
    private long _keepUntil;
    private int _events;
    private bool _isWatched;
    private bool _isRefused;
    private bool _isSilent;
    private bool _suspect;

    public NameQuery Query => query;

    /// <summary>What is known now; null before the first answer.</summary>
    public NamedInstance[]? Known => _instances;

    private long Now => options.TimeProvider.GetTimestamp();

    /// <summary>The instances, of which there is at least one. The same array for as long as nothing changes.</summary>
    public ValueTask<NamedInstance[]> FindAsync(CancellationToken cancellationToken)
    {
        Task<NamedInstance[]> refresh;
        NamedInstance[]? known;
        lock (_gate)
        {
            bool due = Now >= _askAgainAt;
            known = _instances;
            if (known is not null && !(_suspect && due && !_isSilent))
            {
                if (due && (_suspect || !_isWatched))
                {
                    _ = Refresh();
                }

                return new(known);
            }

            refresh = Refresh();
        }

        return new(AwaitAsync(refresh, known, cancellationToken));
    }

    /// <summary>One address for a caller who wants no more: the first that was not bad lately.</summary>
    public async ValueTask<RemoteUri> ResolveAsync(CancellationToken cancellationToken)
    {
        NamedInstance[] instances = await FindAsync(cancellationToken).ConfigureAwait(false);
        return (Array.Find(instances, static one => !one.Health.IsAvoided) ?? instances[0]).Address;
    }

    /// <summary>Nothing answered at the address, or its connection has ended: the next caller asks again, and others are preferred for a while.</summary>
    public void Invalidate(RemoteUri address, bool failed)
    {
        lock (_gate)
        {
            InstanceHealth health = HealthOf(address);
            if (failed)
            {
                health.Failed();
            }
            else
            {
                health.Left();
            }

            if (!_suspect)
            {
                _suspect = true;
                _askAgainAt = Now;
            }
        }
    }

    /// <summary>A proxy wants to hear of changes for as long as it keeps what this gives; the name is watched meanwhile, once it is known.</summary>
    public NameUse Use(Action changed)
    {
        NameUse use = _uses.Add(changed, Unused);
        WatchIfUsed();
        return use;
    }

    private void Unused()
    {
        lock (_gate)
        {
            if (_uses.IsEmpty && _watch is { } watch)
            {
                // Not here: what waits for it would go on under the lock.
                _watch = null;
                _ = watch.CancelAsync();
            }
        }
    }

    private async Task<NamedInstance[]> AwaitAsync(Task<NamedInstance[]> refresh, NamedInstance[]? known, CancellationToken cancellationToken)
    {
        if (known is null)
        {
            return await refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await refresh.WaitAsync(options.RetryAfter, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A name server that hangs must not hold up those who know where to try: until it answers, nobody waits for it again.
            lock (_gate)
            {
                _isSilent = true;
            }

            return known;
        }
    }

    private Task<NamedInstance[]> Refresh()
    {
        if (_refresh is null)
        {
            // Not on this caller's thread: the lookup serves everyone who waits, and lives under no one's token.
            int events = _events;
            _refresh = Task.Run(() => RefreshAsync(events));
            _ = _refresh.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return _refresh;
    }

    private async Task<NamedInstance[]> RefreshAsync(int events)
    {
        try
        {
            IReadOnlyList<NameEntry> entries = await query.AskAsync(CancellationToken.None).ConfigureAwait(false);
            NamedInstance[] found = Learn(entries, events);
            WatchIfUsed();
            return found;
        }
        catch (RpcException error)
        {
            lock (_gate)
            {
                _refresh = null;
                _isSilent = _isSilent && error.Reason == RpcErrorReason.NameServerUnreachable;

                // A name server that is down or has just started empty does not take away an address that still answers.
                bool gone = error.Reason == RpcErrorReason.NoSuchName && _suspect && _instances?.All(static one => one.Health.HasFailed) == true;
                if (_instances is null || gone)
                {
                    _instances = null;
                    _suspect = false;
                    throw;
                }

                _askAgainAt = Later(options.RetryAfter);
                return _instances;
            }
        }
        catch
        {
            lock (_gate)
            {
                _refresh = null;
            }

            throw;
        }
    }

    private NamedInstance[] Learn(IReadOnlyList<NameEntry> entries, int events)
    {
        bool changed = false;
        NamedInstance[] now;
        lock (_gate)
        {
            _refresh = null;
            if (events == _events)
            {
                // Else a watch has told something newer meanwhile.
                _listed = entries.ToDictionary(static entry => entry.Name, StringComparer.Ordinal);
                changed = Combine();
            }

            now = _instances ?? throw NoAddress();
            _suspect = false;
            _isSilent = false;
            _askAgainAt = Later(options.CacheTime);
        }

        TellIf(changed);
        return now;
    }

    private void WatchIfUsed()
    {
        lock (_gate)
        {
            if (_watch is null && !_isRefused && _instances is not null && !_uses.IsEmpty && watching.TryBegin() is { } life)
            {
                _watch = life;
                _ = Task.Run(() => WatchAsync(life));
            }
        }
    }

    private async Task WatchAsync(CancellationTokenSource life)
    {
        try
        {
            await watching.RunAsync(query, Told, life.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _isWatched = false;
                if (_watch == life)
                {
                    // By the name server, or the client has ended.
                    _isRefused = true;
                    _watch = null;
                }
            }

            watching.End(life);
        }
    }

    private void Told(IReadOnlyList<NameEntry> snapshot, NameEvent one)
    {
        bool changed;
        lock (_gate)
        {
            _events++;
            switch (one.Kind)
            {
                case NameEventKind.Reset:
                    Keep();
                    break;
                case NameEventKind.Current:
                    _isWatched = true;
                    _listed = snapshot.ToDictionary(static entry => entry.Name, StringComparer.Ordinal);
                    break;
                case NameEventKind.Removed:
                    _listed.Remove(one.Entry!.Name);
                    break;
                default:
                    _listed[one.Entry!.Name] = one.Entry;
                    break;
            }

            changed = Combine();
        }

        TellIf(changed);
    }

    /// <summary>A name server has lost its memory: what was listed gets the time to be listed again that its leases give it.</summary>
    private void Keep()
    {
        int longest = _listed.Values.SelectMany(static entry => entry.Instances).Select(static one => one.LeaseSeconds == 0 ? 15 : one.LeaseSeconds).DefaultIfEmpty(15).Max();
        TimeSpan grace = TimeSpan.FromSeconds(longest + 1) is var wanted && wanted < LongestGrace ? wanted : LongestGrace;
        _keepUntil = Later(grace);
        _ = ForgetAsync(grace);
    }

    private async Task ForgetAsync(TimeSpan grace)
    {
        await Task.Delay(grace, options.TimeProvider).ConfigureAwait(false);
        bool changed;
        lock (_gate)
        {
            changed = Combine();
        }

        TellIf(changed);
    }

    /// <summary>Makes one set of what is listed. What nobody lists any more stays while there is nothing else. True where it is another set than before.</summary>
    private bool Combine()
    {
        var found = new Dictionary<RemoteUri, NamedInstance>();
        foreach (NameInstance listed in _listed.Values.SelectMany(static entry => entry.Instances))
        {
            // Addresses of a form that only a later version knows are left to that version.
            if (RemoteUri.TryParse(listed.Uri, out RemoteUri? address) && !address.NeedsNameServer)
            {
                found.TryAdd(address, new NamedInstance(address, Math.Clamp(listed.Weight, 1, 1000), HealthOf(address)));
            }
        }

        NamedInstance[] before = _instances ?? [];
        if (found.Count == 0)
        {
            return false;
        }

        if (Now < _keepUntil)
        {
            foreach (NamedInstance kept in before)
            {
                found.TryAdd(kept.Address, kept);
            }
        }

        if (found.Count == before.Length && before.All(one => found.TryGetValue(one.Address, out NamedInstance? same) && same.Weight == one.Weight))
        {
            return false;
        }

        _instances = [.. found.Values];
        foreach (RemoteUri gone in _health.Keys.Where(address => !found.ContainsKey(address)).ToArray())
        {
            _health.Remove(gone);
        }

        return true;
    }

    private void TellIf(bool changed)
    {
        if (changed)
        {
            _uses.Tell();
        }
    }

    private InstanceHealth HealthOf(RemoteUri address) =>
        _health.TryGetValue(address, out InstanceHealth? known) ? known : _health[address] = new InstanceHealth(options.TimeProvider, options.CacheTime);

    private RpcException NoAddress() =>
        new(RpcStatus.FailedPrecondition, $"The name server at {query.Servers.Current.WithoutObject()} lists {query.What} without an address that this client can use.");

    private long Later(TimeSpan delay) => Now + (long)(delay.TotalSeconds * options.TimeProvider.TimestampFrequency);
}
