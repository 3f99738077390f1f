using Microsoft.Extensions.Logging;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Diagnostics;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Client;

/// <summary>Waits for the ends of any number of tasks: signals say when to look, and once a second it looks in any case. Thread-safe.</summary>
/// <remarks>
/// Invariants, under <c>_lock</c>: <c>_waiting</c> holds who waits, by task; <c>_look</c> and <c>_lookAtAll</c> say what the pump has not looked at since a signal came. The pump runs while somebody waits. A waiter is
/// told once, by whoever takes it out of <c>_waiting</c>.
/// </remarks>
internal sealed class ResultWaiter(ITaskBackend backend, TimeProvider clock, ILogger log) : IDisposable
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<Waiter>> _waiting = [];
    private readonly HashSet<Guid> _look = [];
    private readonly CancellationTokenSource _stop = new();
    private IDisposable? _listening;
    private TaskCompletionSource? _woken;
    private bool _lookAtAll;
    private bool _pumping;

    /// <summary>What a task ends with.</summary>
    /// <param name="id">The task.</param>
    /// <param name="exists">Whether it is known that there is such a task: then only its end is looked for at first.</param>
    /// <param name="mayNotExist">Whether nothing may be known of it yet, because its transaction is not over.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<TaskOutcome> WaitAsync(Guid id, bool exists, Func<bool> mayNotExist, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter(mayNotExist) { IsInDoubt = !exists };
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, typeof(RpcTasks));
            if (!_waiting.TryGetValue(id, out List<Waiter>? waiters))
            {
                _waiting[id] = waiters = [];
                backend.Await([id], []);
            }

            waiters.Add(waiter);
            _listening ??= backend.Listen(Heard);
            _look.Add(id);
            Wake();
        }

        await using (cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).Answer.TrySetCanceled(token), waiter).ConfigureAwait(false))
        {
            try
            {
                return await waiter.Answer.Task.ConfigureAwait(false);
            }
            finally
            {
                Leave(id, waiter);
            }
        }
    }

    public void Dispose()
    {
        List<Waiter> left;
        lock (_lock)
        {
            left = [.. _waiting.Values.SelectMany(static waiters => waiters)];
            _waiting.Clear();
            _listening?.Dispose();
        }

        _stop.Cancel();

        foreach (Waiter waiter in left)
        {
            waiter.Answer.TrySetException(new ObjectDisposedException(nameof(RpcTasks), "The client was disposed while a task was waited for. The task goes on."));
        }
    }

    private void Leave(Guid id, Waiter waiter)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(id, out List<Waiter>? waiters) && waiters.Remove(waiter) && waiters.Count == 0)
            {
                _waiting.Remove(id);
                backend.Await([], [id]);
            }
        }
    }

    private void Heard(TaskSignal signal)
    {
        if ((signal.Kinds & TaskSignalKinds.Ended) == 0)
        {
            return;
        }

        lock (_lock)
        {
            bool looks = signal.Ended is null && _waiting.Count > 0;
            _lookAtAll |= looks;
            foreach (Guid id in signal.Ended ?? [])
            {
                looks |= _waiting.ContainsKey(id) && _look.Add(id);
            }

            if (looks)
            {
                Wake();
            }
        }
    }

    // Under the lock.
    private void Wake()
    {
        if (!_pumping)
        {
            _pumping = true;
            _ = Task.Run(PumpAsync);
        }

        _woken?.TrySetResult();
    }

    private async Task PumpAsync()
    {
        long looked = clock.GetTimestamp();
        int polls = 0;
        while (!_stop.IsCancellationRequested)
        {
            bool poll = clock.GetElapsedTime(looked) >= s_poll;
            Guid[]? ids = Take(poll, out bool doubts);
            if (ids is null)
            {
                return;
            }

            if (poll)
            {
                looked = clock.GetTimestamp();
                polls++;
            }

            if (ids.Length == 0)
            {
                await PauseAsync(s_poll - clock.GetElapsedTime(looked)).ConfigureAwait(false);
                continue;
            }

            try
            {
                foreach (Guid[] some in ids.Chunk(MostAtOnce))
                {
                    // Whether something is not there at all is asked while that is not known, and every ten seconds.
                    bool alsoUnknown = doubts || (poll && polls % 10 == 0);
                    Tell(some, alsoUnknown, await backend.OutcomesAsync(some, alsoUnknown, _stop.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(10), clock, _stop.Token).ConfigureAwait(false));
                }
            }
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                // Who waits goes on waiting: the backend comes back, or their tokens fire.
                TaskLog.LookFailed(log, exception, backend.Name);
                await PauseAsync(s_poll).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // What is to be looked at now: empty for nothing, null when nobody waits any more.
    private Guid[]? Take(bool poll, out bool doubts)
    {
        doubts = false;
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _look.Clear();
                _pumping = false;
                return null;
            }

            Guid[] ids = poll || _lookAtAll ? [.. _waiting.Keys] : [.. _look.Where(_waiting.ContainsKey)];
            foreach (Waiter waiter in ids.SelectMany(id => _waiting[id]))
            {
                doubts |= waiter.IsInDoubt;
                waiter.MayBeToCome = waiter.MayNotExist();
            }

            _look.Clear();
            _lookAtAll = false;
            _woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return ids;
        }
    }

    private async Task PauseAsync(TimeSpan most)
    {
        Task woken;
        lock (_lock)
        {
            woken = _woken!.Task;
        }

        if (most > TimeSpan.Zero)
        {
            await woken.WaitAsync(most, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Tell(Guid[] asked, bool alsoUnknown, IReadOnlyList<TaskOutcome> outcomes)
    {
        if (alsoUnknown)
        {
            Believe(asked.Except(outcomes.Select(static outcome => outcome.Id)));
        }

        foreach (TaskOutcome outcome in outcomes)
        {
            Waiter[] told;
            lock (_lock)
            {
                told = _waiting.TryGetValue(outcome.Id, out List<Waiter>? waiters)
                    ? [.. waiters.Where(waiter => outcome.State != RpcTaskState.NotFound || !waiter.MayBeToCome)]
                    : [];
            }

            foreach (Waiter waiter in told)
            {
                waiter.Answer.TrySetResult(outcome);
            }
        }
    }

    // What was asked for and is not said to be unknown is there.
    private void Believe(IEnumerable<Guid> there)
    {
        lock (_lock)
        {
            foreach (Guid id in there)
            {
                _waiting.GetValueOrDefault(id)?.ForEach(static waiter => waiter.IsInDoubt = false);
            }
        }
    }

    private sealed class Waiter(Func<bool> mayNotExist)
    {
        public Func<bool> MayNotExist => mayNotExist;

        /// <summary>Whether its transaction was not over when it was last looked for; then that it was not there says nothing. Under the waiter's lock.</summary>
        public bool MayBeToCome { get; set; } = true;

        /// <summary>Whether it is not known yet that there is such a task. Under the waiter's lock.</summary>
        public bool IsInDoubt { get; set; }

        public TaskCompletionSource<TaskOutcome> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
