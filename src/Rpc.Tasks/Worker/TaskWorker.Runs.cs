using Rpc.Tasks.Backends;
using Rpc.Tasks.Diagnostics;

namespace Rpc.Tasks.Worker;

/// <content>Running tasks, and the worker's end.</content>
public sealed partial class TaskWorker
{
    private readonly Countdown _settling = new();
    private long _endedCount;
    private long _staleCount;

    private void Begin(ClaimedTask task)
    {
        var running = new RunningTask(task, _clock);
        var run = new AttemptRun(running, _handlers, _shapes, _backend, _clock, _log);
        _running.Add(running);
        running.Token.UnsafeRegister(_ => _ = WatchStopAsync(running, run), null);
        _ = RunAsync(running, run);
    }

    private async Task RunAsync(RunningTask running, AttemptRun run)
    {
        TaskSettlement? settlement = await run.RunAsync().ConfigureAwait(false);
        running.Ended.TrySetResult();
        bool first = running.TrySettle();

        // The place is free before its end is written, so that the next one is claimed meanwhile; what was claimed alone stays alone until it is.
        if (!running.Task.IsAlone)
        {
            _running.Remove(running);
        }

        if (first)
        {
            await SettleAsync(running, settlement).ConfigureAwait(false);
        }
        else
        {
            CountStale(running);
        }

        _running.Remove(running);
        Interlocked.Increment(ref _endedCount);
        running.Dispose();
    }

    /// <summary>A task was told to stop: it has its time, then its place is given to another.</summary>
    private async Task WatchStopAsync(RunningTask running, AttemptRun run)
    {
        try
        {
            await running.Ended.Task.WaitAsync(_options.StopTimeout, _clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (running.TrySettle())
            {
                TaskMetrics.Stuck();
                TaskLog.Stuck(_log, running.Task.Id, running.Task.Spec.Kind, _options.StopTimeout.TotalSeconds);
                await SettleAsync(running, run.Stopped()).ConfigureAwait(false);
                _running.GiveUp(running);
            }
        }
    }

    /// <summary>Tells how an attempt ended, until the backend has heard it or the attempt cannot be the task's any more.</summary>
    private async Task SettleAsync(RunningTask running, TaskSettlement? settlement)
    {
        if (settlement is null)
        {
            _running.Settled(running);
            CountStale(running);
            return;
        }

        _settling.Enter();
        try
        {
            long began = _clock.GetTimestamp();
            for (int failures = 0; ; failures++)
            {
                try
                {
                    bool taken = (await BoundedAsync(_backend.SettleAsync([settlement])).ConfigureAwait(false))[0];
                    TaskMetrics.Ended(running.Task, settlement.Kind, running.Elapsed);

                    // Of a settlement that was repeated it is not known whether the first one was taken.
                    if (!taken && !running.EndedInTransaction && failures == 0)
                    {
                        CountStale(running);
                    }

                    return;
                }
                catch (Exception exception) when (exception is RpcException or TimeoutException)
                {
                    _contact.Failed(exception);
                    TaskLog.BackendFailed(_log, exception, _options.Name, _backend.Name, "telling the end of a task");
                    if (_clock.GetElapsedTime(began) > _options.Lease * 2 || _stopAll.IsCancellationRequested)
                    {
                        return;
                    }

                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(100 << Math.Min(failures, 4), 1000) * (0.5 + (Random.Shared.NextDouble() / 2))), _clock).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _running.Settled(running);
            _settling.Leave();
        }
    }

    private void CountStale(RunningTask running)
    {
        Interlocked.Increment(ref _staleCount);
        TaskMetrics.Stale();
        TaskLog.Stale(_log, running.Task.Attempt, running.Task.Id, running.Task.Spec.Kind);
    }

    private void StopRunning(StopReason reason)
    {
        foreach (RunningTask running in _running.All())
        {
            running.Stop(reason);
        }
    }

    private async Task DrainAsync()
    {
        await _stopClaiming.CancelAsync().ConfigureAwait(false);
        if (_running.Count > 0)
        {
            TaskLog.Draining(_log, _options.Name, _running.Count, _options.DrainTimeout.TotalSeconds);
        }

        // A claim that is under way still brings tasks.
        await Task.WhenAll(_loops[0], _loops[1]).WaitAsync(_options.Heartbeat, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!await EmptyAsync(_options.DrainTimeout).ConfigureAwait(false))
        {
            StopRunning(StopReason.Draining);
            await EmptyAsync(_options.StopTimeout + TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        }

        await _settling.EmptyAsync().WaitAsync(_options.Heartbeat, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stopAll.CancelAsync().ConfigureAwait(false);
        _listening?.Dispose();
        await _loops[2].ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await _backend.LeaveAsync(_id).AsTask().WaitAsync(_options.Heartbeat, _clock).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Its lease ends by itself.
            TaskLog.BackendFailed(_log, exception, _options.Name, _backend.Name, "leaving");
        }
    }

    private async Task<bool> EmptyAsync(TimeSpan most)
    {
        long began = _clock.GetTimestamp();
        while (true)
        {
            Task changed = _running.Changed;
            TimeSpan left = most - _clock.GetElapsedTime(began);
            if (_running.Count == 0)
            {
                return true;
            }

            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            await changed.WaitAsync(left, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
