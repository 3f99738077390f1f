using Rpc.Tasks.Backends;
using Rpc.Tasks.Diagnostics;

namespace Rpc.Tasks.Worker;

/// <content>The loops.</content>
public sealed partial class TaskWorker
{
    private readonly SemaphoreSlim _joining = new(1, 1);

    // The claim that is under way, and whether the answer to the last one was lost. The claiming loop's own.
    private Task<ClaimAnswer>? _claim;
    private Guid _claimedAs;
    private bool _claimInDoubt;

    private async Task ClaimLoopAsync(CancellationToken stop)
    {
        await FindLostAsync(stop).ConfigureAwait(false);
        long quiet = 0;
        while (true)
        {
            Task changed = _running.Changed;
            int free = _running.Free;
            if (free <= 0 || (quiet != 0 && _running.Count > 0))
            {
                // For a task that has to be alone the others are let end, but not for ever: long ones would keep everything else waiting.
                TimeSpan patience = quiet == 0 ? Timeout.InfiniteTimeSpan : _options.Lease - _clock.GetElapsedTime(quiet);
                if (quiet != 0 && patience <= TimeSpan.Zero)
                {
                    quiet = 0;
                }
                else
                {
                    await changed.WaitAsync(patience, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    stop.ThrowIfCancellationRequested();
                }

                continue;
            }

            ClaimAnswer answer = await BoundedClaimAsync(new ClaimRequest(_id, _shares.Of(free), free, _running.Count == 0)).ConfigureAwait(false);
            if (!answer.Known)
            {
                await RejoinAsync(_claimedAs, stop).ConfigureAwait(false);
                continue;
            }

            _shares.Got(answer.Tasks);
            foreach (ClaimedTask task in answer.Tasks)
            {
                Begin(task);
            }

            if (answer.LonersWait && quiet == 0 && _running.Count > 0)
            {
                quiet = _clock.GetTimestamp();
                continue;
            }

            quiet = 0;
            if (answer.Tasks.Count < free && !answer.Tasks.Any(static task => task.IsAlone))
            {
                await _claimPulse.WaitAsync(Timeout.InfiniteTimeSpan, _clock, stop).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The answer to a claim was lost: what was claimed for this worker and never reached it is given back.</summary>
    private async ValueTask FindLostAsync(CancellationToken stop)
    {
        if (_claimInDoubt && _claim is null)
        {
            await BoundedAsync(_backend.HeartbeatAsync(new WorkerBeat(_id, _options.Lease, []) { Held = _running.Held() }, stop)).ConfigureAwait(false);
            _claimInDoubt = false;
        }
    }

    private async Task TendLoopAsync(CancellationToken stop)
    {
        while (true)
        {
            TendAnswer answer = await BoundedAsync(_backend.TendAsync(new TendRequest(_id, _queues), stop)).ConfigureAwait(false);
            if (answer.HasReady)
            {
                _claimPulse.Set();
            }

            TimeSpan wait = answer.Wait < s_tick ? answer.Wait : s_tick;
            if (wait > TimeSpan.Zero)
            {
                await _tendPulse.WaitAsync(wait, _clock, stop).ConfigureAwait(false);
            }
        }
    }

    private async Task BeatLoopAsync(CancellationToken stop)
    {
        long beaten = _clock.GetTimestamp();
        while (true)
        {
            TimeSpan wait = _options.Heartbeat - _clock.GetElapsedTime(beaten);
            bool early = wait > TimeSpan.Zero && await _beatPulse.WaitAsync(Least(wait, TimeSpan.FromMilliseconds(250)), _clock, stop).ConfigureAwait(false);
            IReadOnlyList<TaskReport> reports = _running.TakeReports();
            if (!early && reports.Count == 0 && _clock.GetElapsedTime(beaten) < _options.Heartbeat)
            {
                continue;
            }

            Guid id = _id;
            HeartbeatAnswer answer = await BoundedAsync(_backend.HeartbeatAsync(new WorkerBeat(id, _options.Lease, reports), stop)).ConfigureAwait(false);
            beaten = _clock.GetTimestamp();
            if (!answer.Known)
            {
                await RejoinAsync(id, stop).ConfigureAwait(false);
            }

            foreach (RunningTask running in _running.All())
            {
                if (answer.Cancelled.Contains(running.Task.Id))
                {
                    running.Stop(StopReason.Cancelled);
                }
            }
        }
    }

    /// <summary>The lease is gone: what runs is others' now. Both loops that may find out come here; the first one joins.</summary>
    private async ValueTask RejoinAsync(Guid lost, CancellationToken cancellationToken)
    {
        await _joining.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_id != lost || _stopClaiming.IsCancellationRequested)
            {
                return;
            }

            TaskLog.LeaseLost(_log, _options.Name, _backend.Name, _running.Count);
            StopRunning(StopReason.LeaseLost);
            await JoinAsync(cancellationToken).ConfigureAwait(false);
            _claimPulse.Set();
        }
        finally
        {
            _joining.Release();
        }
    }

    /// <summary>Claims, or goes on waiting for the claim before, whose answer did not come in time: what that brings is this worker's by the backend's book.</summary>
    private async ValueTask<ClaimAnswer> BoundedClaimAsync(ClaimRequest request)
    {
        if (_claim is null)
        {
            _claimedAs = request.Worker;
            _claim = _backend.ClaimAsync(request).AsTask();
        }

        Task<ClaimAnswer> claim = _claim;
        try
        {
            return await BoundedAsync(new ValueTask<ClaimAnswer>(claim)).ConfigureAwait(false);
        }
        finally
        {
            if (claim.IsCompleted)
            {
                _claim = null;
                _claimInDoubt = !claim.IsCompletedSuccessfully;
            }
        }
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
