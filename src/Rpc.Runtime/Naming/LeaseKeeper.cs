using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Rpc.Diagnostics;

namespace Rpc.Naming;

/// <summary>Sends the heartbeats of one server, all leases in one call, and restores what the name server no longer knows. Thread-safe.</summary>
/// <remarks>Under <c>_gate</c>: one timer that is armed for <c>_dueAt</c>, or not at all while a beat runs or nothing is published or owed; <c>_owed</c> holds leases that ended here and that no name server
/// has taken off its list yet.</remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "StopAsync ends it; the token source has no timer to dispose of.")]
internal sealed class LeaseKeeper
{
    public const int MaxLeasesPerCall = 100_000;

    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestSpread = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<Publication> _publications = [];
    private readonly HashSet<long> _owed = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Publisher _publisher;
    private readonly INameServer _nameServer;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private Task _beat = Task.CompletedTask;
    private bool _beating;
    private DateTimeOffset _dueAt = DateTimeOffset.MaxValue;
    private bool _silent;

    public LeaseKeeper(Publisher publisher, INameServer nameServer, TimeProvider clock, ILogger log)
    {
        _publisher = publisher;
        _nameServer = nameServer;
        _clock = clock;
        _log = log;

        // The timer must not keep the caller's context for the life of the server.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = clock.CreateTimer(static keeper => ((LeaseKeeper)keeper!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>False where heartbeats have ended for good.</summary>
    public bool Add(Publication publication)
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
            {
                return false;
            }

            // Published once more: the older of the two must not fight for the lease.
            foreach (Publication older in _publications.Where(other => other.Name == publication.Name && other.Uri == publication.Uri).ToArray())
            {
                older.IsReplaced = true;
                _publications.Remove(older);
            }

            _publications.Add(publication);
            if (!_beating)
            {
                Arm();
            }

            return true;
        }
    }

    public void Remove(Publication publication)
    {
        lock (_gate)
        {
            _publications.Remove(publication);
        }
    }

    /// <summary>No name server took these leases off its list: that is asked for with every beat until one does, so that no name stays listed that was withdrawn.</summary>
    public void Owe(IReadOnlyList<long> leases)
    {
        lock (_gate)
        {
            if (!_stop.IsCancellationRequested)
            {
                _owed.UnionWith(leases);
                if (!_beating)
                {
                    Arm();
                }
            }
        }
    }

    /// <summary>Ends the heartbeats and gives what was still published, and the leases that are still listed though they ended.</summary>
    public async ValueTask<(IReadOnlyList<Publication> Published, IReadOnlyList<long> Owed)> StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task beat;
        lock (_gate)
        {
            beat = _beat;
        }

        await beat.ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        lock (_gate)
        {
            Publication[] left = [.. _publications];
            long[] owed = [.. _owed];
            _publications.Clear();
            _owed.Clear();
            return (left, owed);
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested || _beating)
            {
                return;
            }

            _beating = true;
            _dueAt = DateTimeOffset.MaxValue;
            _beat = Task.Run(BeatThenArmAsync);
        }
    }

    private async Task BeatThenArmAsync()
    {
        try
        {
            await BeatAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            NamingLog.HeartbeatFailed(_log, error.Message);
        }

        lock (_gate)
        {
            _beating = false;
            Arm();
        }
    }

    private async Task BeatAsync()
    {
        (Publication[] all, long[] owed) = Snapshot();
        if (all.Length + owed.Length == 0)
        {
            return;
        }

        var unknown = new HashSet<long>();
        try
        {
            foreach (long[] leases in owed.Chunk(MaxLeasesPerCall))
            {
                await _nameServer.ReleaseAsync(new NameHeartbeat(_publisher.Server, leases), _stop.Token).ConfigureAwait(false);
                Settle(leases);
            }

            foreach (long[] leases in all.Select(publication => publication.LeaseId).Chunk(MaxLeasesPerCall))
            {
                HeartbeatReply reply = await _nameServer.HeartbeatAsync(new NameHeartbeat(_publisher.Server, leases), _stop.Token).ConfigureAwait(false);
                unknown.UnionWith(reply.Unknown);
            }
        }
        catch (RpcException error)
        {
            Told(error);
            return;
        }

        Told(null);
        if (unknown.Count > 0)
        {
            await RestoreAsync([.. all.Where(publication => unknown.Contains(publication.LeaseId))]).ConfigureAwait(false);
        }
    }

    private async Task RestoreAsync(Publication[] lost)
    {
        // After an outage every server notices within the same few seconds: they spread out.
        await Task.Delay(LongestSpread * Random.Shared.NextDouble(), _clock, _stop.Token).ConfigureAwait(false);
        await Parallel.ForEachAsync(lost, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = _stop.Token }, RestoreAsync).ConfigureAwait(false);
    }

    private async ValueTask RestoreAsync(Publication publication, CancellationToken cancellationToken)
    {
        if (publication.IsEnded)
        {
            return;
        }

        try
        {
            NameLease lease = await _nameServer.RegisterAsync(publication.Registration, cancellationToken).ConfigureAwait(false);
            publication.LeaseId = lease.Id;
            NamingLog.Restored(_log, publication.Name);
            if (publication.IsEnded)
            {
                await _publisher.ReleaseAsync([publication]).ConfigureAwait(false);
            }
        }
        catch (RpcException error) when (error.Status == RpcStatus.Aborted)
        {
            publication.IsReplaced = true;
            Remove(publication);
            NamingLog.Replaced(_log, publication.Name, error.Message);
        }
        catch (RpcException error)
        {
            NamingLog.RestoreFailed(_log, publication.Name, error.Message);
        }
    }

    private (Publication[] Published, long[] Owed) Snapshot()
    {
        lock (_gate)
        {
            return ([.. _publications], [.. _owed]);
        }
    }

    private void Settle(long[] leases)
    {
        lock (_gate)
        {
            _owed.ExceptWith(leases);
        }
    }

    /// <summary>Logs when the name server falls silent and when it is back, not every beat between.</summary>
    private void Told(RpcException? error)
    {
        if (error is not null && !_silent)
        {
            NamingLog.HeartbeatFailed(_log, error.Message);
        }
        else if (error is null && _silent)
        {
            NamingLog.HeartbeatBack(_log);
        }

        _silent = error is not null;
    }

    private void Arm()
    {
        if (_publications.Count + _owed.Count == 0 || _stop.IsCancellationRequested)
        {
            return;
        }

        TimeSpan period = _publications.Select(Period).DefaultIfEmpty(DefaultPeriod).Min() * (0.9 + (0.1 * Random.Shared.NextDouble()));
        DateTimeOffset now = _clock.GetUtcNow();
        if (now + period < _dueAt)
        {
            _dueAt = now + period;
            _timer.Change(period, Timeout.InfiniteTimeSpan);
        }
    }

    private static TimeSpan Period(Publication publication) => publication.Registration.LeaseSeconds is var seconds and > 0
        ? TimeSpan.FromSeconds(seconds) / 3
        : DefaultPeriod;
}
