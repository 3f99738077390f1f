using Microsoft.Extensions.Logging;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Diagnostics;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Hub;

/// <summary>One client that is told what it waits for. Signals of the backend say when to look, and once a second it looks in any case. Thread-safe, but one asks <see cref="NextAsync"/> at a time.</summary>
/// <remarks>Invariants, under <c>_lock</c>: <c>_waiting</c> holds the tasks whose ends were not told yet; <c>_look</c> those of them at which nobody has looked since they were begun or a signal came; <c>_kinds</c> what was heard and not told.</remarks>
internal sealed class HubWatcher : IAsyncDisposable
{
    private const int MostWaiting = 1_000_000;
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    private readonly ITaskBackend _backend;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _waiting = [];
    private readonly HashSet<Guid> _look = [];
    private readonly Queue<TaskOutcome> _found = new();
    private readonly Pulse _pulse = new();
    private readonly CancellationTokenSource _end;
    private readonly ILogger _log;
    private readonly IDisposable _listening;
    private readonly Task _reading;
    private TaskSignalKinds _wanted;
    private TaskSignalKinds _kinds;
    private long _looked;
    private int _polls;

    /// <param name="backend">Where the tasks are.</param>
    /// <param name="clock">What is waited by.</param>
    /// <param name="log">Where it is told that the client is gone.</param>
    /// <param name="wanted">What the client wants; when it ends, so does all.</param>
    /// <param name="ends">Tokens that end it, too.</param>
    public HubWatcher(ITaskBackend backend, TimeProvider clock, ILogger log, IAsyncEnumerable<HubWanted> wanted, params CancellationToken[] ends)
    {
        (_backend, _clock, _log, _looked) = (backend, clock, log, clock.GetTimestamp());
        _end = CancellationTokenSource.CreateLinkedTokenSource(ends);
        _listening = backend.Listen(Heard);
        _reading = ReadAsync(wanted);
    }

    public async ValueTask DisposeAsync()
    {
        _listening.Dispose();
        await _end.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _end.Dispose();
    }

    /// <summary>What to tell next; null when it has ended.</summary>
    public async ValueTask<HubPush?> NextAsync()
    {
        try
        {
            return await WaitAsync(_end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return null;
        }
    }

    private async ValueTask<HubPush> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_found.Count == 0)
            {
                await LookAsync(cancellationToken).ConfigureAwait(false);
            }

            TaskOutcome[] found = [.. _found];
            found = found[..HubSizes.Fitting(found, HubSizes.Of)];
            for (int i = 0; i < found.Length; i++)
            {
                _found.Dequeue();
            }

            TaskSignalKinds kinds;
            lock (_lock)
            {
                (kinds, _kinds) = (_kinds, TaskSignalKinds.None);
            }

            if (found.Length > 0 || kinds != TaskSignalKinds.None)
            {
                return new HubPush(kinds, found);
            }

            await _pulse.WaitAsync(Wait(), _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    // What the client wants, until it says no more: it does not want to hear any more then, or its connection has ended.
    private async Task ReadAsync(IAsyncEnumerable<HubWanted> wanted)
    {
        try
        {
            await foreach (HubWanted change in wanted.WithCancellation(_end.Token).ConfigureAwait(false))
            {
                Take(change);
                _pulse.Set();
            }
        }
        catch (Exception exception)
        {
            TaskLog.HubClientLeft(_log, exception.Message);
        }

        await _end.CancelAsync().ConfigureAwait(false);
    }

    private void Take(HubWanted change)
    {
        lock (_lock)
        {
            _wanted = change.Kinds;
            foreach (Guid id in change.Begun)
            {
                if (_waiting.Add(id))
                {
                    _look.Add(id);
                }
            }

            foreach (Guid id in change.Done)
            {
                _waiting.Remove(id);
                _look.Remove(id);
            }

            if (_waiting.Count > MostWaiting)
            {
                throw new RpcException(RpcStatus.ResourceExhausted, $"One client waits for more than {MostWaiting} tasks at a time.", reason: RpcErrorReason.OverLimit);
            }
        }
    }

    private void Heard(TaskSignal signal)
    {
        lock (_lock)
        {
            TaskSignalKinds kinds = signal.Kinds & _wanted;
            bool wakes = kinds != TaskSignalKinds.None;
            _kinds |= kinds;
            if ((signal.Kinds & TaskSignalKinds.Ended) != 0 && _waiting.Count > 0)
            {
                foreach (Guid id in signal.Ended ?? [.. _waiting])
                {
                    wakes |= _waiting.Contains(id) && _look.Add(id);
                }
            }

            if (wakes)
            {
                _pulse.Set();
            }
        }
    }

    // Nothing to poll for where nobody waits.
    private TimeSpan Wait()
    {
        lock (_lock)
        {
            TimeSpan left = s_poll - _clock.GetElapsedTime(_looked);
            return _waiting.Count == 0 ? Timeout.InfiniteTimeSpan : left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
        }
    }

    private async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        Guid[] ids;
        bool poll = _clock.GetElapsedTime(_looked) >= s_poll;
        lock (_lock)
        {
            ids = poll ? [.. _waiting] : [.. _look];
            _look.Clear();
        }

        if (poll)
        {
            _looked = _clock.GetTimestamp();
            _polls++;
        }

        foreach (Guid[] some in ids.Chunk(HubSizes.MostIds))
        {
            // Whether something is not there at all is asked at the first look, and every ten seconds.
            IReadOnlyList<TaskOutcome> outcomes = await _backend.OutcomesAsync(some, alsoUnknown: !poll || _polls % 10 == 0, cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                foreach (TaskOutcome outcome in outcomes)
                {
                    if (_waiting.Remove(outcome.Id))
                    {
                        _found.Enqueue(outcome);
                    }
                }
            }
        }
    }
}
