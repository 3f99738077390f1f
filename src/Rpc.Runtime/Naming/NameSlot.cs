namespace Rpc.Naming;

/// <summary>What is known of one name, or of one set of tags. Gives its instances at once while they are good, asks once for all who wait while they are not. Thread-safe.</summary>
/// <remarks>
/// Under <c>_gate</c>: <c>_set</c> is what is known; <c>_refresh</c> is the one lookup that is under way; <c>_events</c> counts what a watch has told; <c>_watch</c> ends the one watch that runs, and is
/// null when there is none.
/// </remarks>
internal sealed class NameSlot(NameQuery query, NameClientOptions options, NameWatching watching)
{
    private readonly Lock _gate = new();
    private readonly NamedSet _set = new(options.TimeProvider, options.CacheTime);
    private readonly NameUses _uses = new();
    private Task<NamedInstance[]>? _refresh;
    private CancellationTokenSource? _watch;
    private long _askAgainAt;
    private int _events;
    private bool _isWatched;
    private bool _isRefused;
    private bool _isSilent;
    private bool _suspect;

    public NameQuery Query => query;

    /// <summary>What is known now; null before the first answer.</summary>
    public NamedInstance[]? Known => _set.Instances;

    private long Now => options.TimeProvider.GetTimestamp();

    /// <summary>The instances, of which there is at least one. The same array for as long as nothing changes.</summary>
    public ValueTask<NamedInstance[]> FindAsync(CancellationToken cancellationToken)
    {
        Task<NamedInstance[]> refresh;
        NamedInstance[]? known;
        lock (_gate)
        {
            bool due = Now >= _askAgainAt;
            known = _set.Instances;
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
            InstanceHealth health = _set.HealthOf(address);
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
                bool gone = error.Reason == RpcErrorReason.NoSuchName && _suspect && _set.HasFailed;
                if (_set.Instances is not { } known || gone)
                {
                    _set.Clear();
                    _suspect = false;
                    throw;
                }

                _askAgainAt = Later(options.RetryAfter);
                return known;
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
                changed = _set.Replace(entries);
            }

            now = _set.Instances ?? throw NoAddress();
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
            if (_watch is null && !_isRefused && _set.Instances is not null && !_uses.IsEmpty && watching.TryBegin() is { } life)
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
                    _ = ForgetAsync(_set.Keep());
                    changed = false;
                    break;
                case NameEventKind.Current:
                    _isWatched = true;
                    changed = _set.Replace(snapshot);
                    break;
                default:
                    changed = _set.Change(one.Entry!);
                    break;
            }
        }

        TellIf(changed);
    }

    /// <summary>When the time is over that was given to what was listed, only what is listed counts.</summary>
    private async Task ForgetAsync(TimeSpan grace)
    {
        await Task.Delay(grace, options.TimeProvider).ConfigureAwait(false);
        bool changed;
        lock (_gate)
        {
            changed = _set.Combine();
        }

        TellIf(changed);
    }

    private void TellIf(bool changed)
    {
        if (changed)
        {
            _uses.Tell();
        }
    }

    private RpcException NoAddress() =>
        new(RpcStatus.FailedPrecondition, $"The name server at {query.Servers.Current.WithoutObject()} lists {query.What} without an address that this client can use.");

    private long Later(TimeSpan delay) => Now + (long)(delay.TotalSeconds * options.TimeProvider.TimestampFrequency);
}
