using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Diagnostics;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Hub;

/// <summary>The one stream over which a hub tells this program what it waits for. Begins with the first listener, and begins again when it breaks. Thread-safe.</summary>
/// <remarks>Invariant: while <c>_lives</c>, the hub knows or will hear of each task that is awaited, so nobody needs to ask for one.</remarks>
internal sealed class HubStream(ITaskHub hub, string name, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private const TaskSignalKinds OfWorkers = TaskSignalKinds.Ready | TaskSignalKinds.Due | TaskSignalKinds.Cancel;

    private readonly Lock _lock = new();
    private readonly TaskListeners _listeners = new();
    private readonly HubAwaited _awaited = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskSignalKinds _kinds = TaskSignalKinds.Progress;
    private TaskBackendTraits _traits = TaskBackendTraits.Results;
    private Task? _running;
    private string? _problem;
    private bool _lives;
    private volatile Pulse _changed = new();

    /// <summary>What the hub can do: no more than results before it has told.</summary>
    public TaskBackendTraits Traits
    {
        get
        {
            lock (_lock)
            {
                return _traits;
            }
        }
    }

    /// <summary>Why it does not live; null where it does, or was never needed.</summary>
    public string? Problem => Volatile.Read(ref _problem);

    private TaskSignalKinds Kinds
    {
        get
        {
            lock (_lock)
            {
                return _kinds;
            }
        }
    }

    public IDisposable Listen(Action<TaskSignal> heard)
    {
        IDisposable listening = _listeners.Add(heard);
        lock (_lock)
        {
            Start();
        }

        return listening;
    }

    /// <summary>There is a worker here: it matters what becomes ready.</summary>
    public void Works()
    {
        lock (_lock)
        {
            _kinds |= OfWorkers;
        }

        _changed.Set();
    }

    public void Await(IReadOnlyList<Guid> begun, IReadOnlyList<Guid> done)
    {
        _awaited.Change(begun, done);
        lock (_lock)
        {
            Start();
        }

        _changed.Set();
    }

    /// <inheritdoc cref="HubAwaited.Answer"/>
    public IReadOnlyList<Guid> Answer(IReadOnlyList<Guid> ids, List<TaskOutcome> outcomes) => _awaited.Answer(ids, Volatile.Read(ref _lives), outcomes);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task? running;
        lock (_lock)
        {
            running = _running;
        }

        if (running is not null)
        {
            await running.ConfigureAwait(false);
        }
    }

    // Under the lock.
    private void Start() => _running ??= _stop.IsCancellationRequested ? Task.CompletedTask : Task.Run(RunAsync);

    private async Task RunAsync()
    {
        for (int failures = 0; !_stop.IsCancellationRequested;)
        {
            string problem = "it has ended the stream";
            try
            {
                await foreach (HubPush push in hub.WatchAsync(Wanted(_stop.Token), _stop.Token).ConfigureAwait(false))
                {
                    Take(push, failures > 0);
                    failures = 0;
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whatever it is: who waits here waits for this loop.
                problem = exception.Message;
            }

            if (++failures == 1)
            {
                TaskLog.HubStreamLost(log, name, problem);
            }

            Volatile.Write(ref _problem, failures == 1 ? null : $"Nothing is heard of {name}: {problem}");
            lock (_lock)
            {
                _lives = false;
            }

            TimeSpan pause = TimeSpan.FromMilliseconds(Math.Min(50 << Math.Min(failures, 5), 1000) * (0.5 + (Random.Shared.NextDouble() / 2)));
            await Task.Delay(pause, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take(HubPush push, bool isBack)
    {
        TaskSignalKinds kinds = push.Kinds;
        _awaited.Take(push.Outcomes);
        if (push.Traits is { } traits)
        {
            lock (_lock)
            {
                (_traits, _lives) = (traits, true);
            }

            // What was told while nobody listened.
            kinds |= OfWorkers | TaskSignalKinds.Progress;
        }

        Guid[]? ended = null;
        if (push.Outcomes.Count > 0)
        {
            ended = [.. push.Outcomes.Select(static outcome => outcome.Id)];
            kinds |= TaskSignalKinds.Ended;
        }

        Volatile.Write(ref _problem, null);
        if (isBack)
        {
            TaskLog.HubStreamBack(log, name);
        }

        if (kinds != TaskSignalKinds.None)
        {
            _listeners.Tell(new TaskSignal(kinds, ended));
        }
    }

    // First everything, since the hub knows nothing; then what changes. Each stream has a pulse of its own, so that none takes away what is meant for the next.
    private async IAsyncEnumerable<HubWanted> Wanted([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changed = new Pulse();
        _changed = changed;
        int stream = _awaited.Begin();
        TaskSignalKinds? told = null;
        while (_awaited.Next(stream) is var (begun, done))
        {
            TaskSignalKinds kinds = Kinds;
            if (begun.Length > 0 || done.Length > 0 || kinds != told)
            {
                told = kinds;
                yield return new HubWanted(kinds, begun, done);
            }
            else
            {
                await changed.WaitAsync(Timeout.InfiniteTimeSpan, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
