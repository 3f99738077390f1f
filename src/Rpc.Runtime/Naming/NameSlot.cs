namespace Rpc.Naming;

/// <summary>What is known of one name. Gives the address at once while it is good, asks once for all who wait while it is not. Thread-safe.</summary>
/// <remarks>Under <c>_gate</c>: <c>_addresses</c> is null until the first answer and never empty after it; <c>_refresh</c> is the one lookup that is under way.</remarks>
internal sealed class NameSlot(string name, NameServerFailover servers, NameClientOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RemoteUri, long> _failed = [];
    private RemoteUri[]? _addresses;
    private Task<RemoteUri[]>? _refresh;
    private long _askAgainAt;
    private bool _suspect;

    private long Now => options.TimeProvider.GetTimestamp();

    public ValueTask<RemoteUri> ResolveAsync(CancellationToken cancellationToken)
    {
        Task<RemoteUri[]> refresh;
        lock (_gate)
        {
            bool due = Now >= _askAgainAt;
            if (_addresses is not null && !(_suspect && due))
            {
                if (due)
                {
                    _ = Refresh();
                }

                return new(Pick(_addresses));
            }

            refresh = Refresh();
        }

        return new(AwaitAsync(refresh, cancellationToken));
    }

    /// <summary>The address did not answer: the next caller asks again, and another instance is preferred for a while.</summary>
    public void Invalidate(RemoteUri address)
    {
        lock (_gate)
        {
            _failed[address] = Now;
            if (!_suspect)
            {
                _suspect = true;
                _askAgainAt = Now;
            }
        }
    }

    private async Task<RemoteUri> AwaitAsync(Task<RemoteUri[]> refresh, CancellationToken cancellationToken)
    {
        RemoteUri[] addresses = await refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return Pick(addresses);
        }
    }

    private Task<RemoteUri[]> Refresh()
    {
        if (_refresh is null)
        {
            // Not on this caller's thread: the lookup serves everyone who waits, and lives under no one's token.
            _refresh = Task.Run(RefreshAsync);
            _ = _refresh.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return _refresh;
    }

    private async Task<RemoteUri[]> RefreshAsync()
    {
        try
        {
            NameEntry entry = await servers.LookupAsync(name).ConfigureAwait(false);
            return Learn(Addresses(entry));
        }
        catch (RpcException error)
        {
            lock (_gate)
            {
                _refresh = null;

                // A name server that is down or has just started empty does not take away an address that still answers.
                bool gone = error.Reason == RpcErrorReason.NoSuchName && _suspect;
                if (_addresses is null || gone)
                {
                    _addresses = null;
                    _suspect = false;
                    throw;
                }

                _askAgainAt = Later(options.RetryAfter);
                return _addresses;
            }
        }
    }

    /// <summary>Addresses of a form that only a later version knows are left to that version.</summary>
    private RemoteUri[] Addresses(NameEntry entry)
    {
        var addresses = new List<RemoteUri>(entry.Instances.Count);
        foreach (NameInstance instance in entry.Instances)
        {
            if (RemoteUri.TryParse(instance.Uri, out RemoteUri? address))
            {
                addresses.Add(address);
            }
        }

        return addresses.Count > 0
            ? [.. addresses]
            : throw new RpcException(RpcStatus.FailedPrecondition, $"The name server at {servers.Current.WithoutObject()} lists '{RemoteUriText.Printable(name)}' without an address that this client can use.");
    }

    private RemoteUri[] Learn(RemoteUri[] addresses)
    {
        lock (_gate)
        {
            _addresses = addresses;
            _suspect = false;
            _refresh = null;
            _askAgainAt = Later(options.CacheTime);
            return addresses;
        }
    }

    private RemoteUri Pick(RemoteUri[] addresses)
    {
        foreach (RemoteUri address in addresses)
        {
            if (!_failed.TryGetValue(address, out long failedAt))
            {
                return address;
            }

            if (options.TimeProvider.GetElapsedTime(failedAt) > options.CacheTime)
            {
                _failed.Remove(address);
                return address;
            }
        }

        return addresses[0];
    }

    private long Later(TimeSpan delay) => Now + (long)(delay.TotalSeconds * options.TimeProvider.TimestampFrequency);
}
