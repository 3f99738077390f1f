using Microsoft.Extensions.Logging;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Diagnostics;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Worker;

/// <summary>Takes tasks and runs them. Disposing it stops it gracefully: nothing new begins, and what runs has <see cref="TaskWorkerOptions.DrainTimeout"/> to end. Thread-safe.</summary>
/// <remarks>
/// Three loops, each of which begins again when it fails: one claims, one sees to what is due, one gives signs of life. None of them waits for a handler. How an attempt has ended is told by its own run.
/// Invariant: <c>_id</c> is the id of the last join, which whoever has <c>_joining</c> writes; a claim, a heartbeat and a settlement carry the id or token that they began with, so an answer for an earlier id changes
/// nothing.
/// </remarks>
public sealed partial class TaskWorker : IAsyncDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    private readonly ITaskBackend _backend;
    private readonly TaskWorkerOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly HandlerTable _handlers;
    private readonly ContractShapesCache _shapes;
    private readonly RunningTasks _running;
    private readonly QueueShares _shares;
    private readonly string[] _queues;
    private readonly CancellationTokenSource _stopClaiming = new();
    private readonly CancellationTokenSource _stopAll = new();
    private readonly Pulse _claimPulse = new();
    private readonly Pulse _tendPulse = new();
    private readonly Pulse _beatPulse = new();
    private readonly WorkerContact _contact;
    private readonly Task[] _loops;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IDisposable? _listening;
    private Guid _id;
    private int _disposed;

    private TaskWorker(RpcTasks tasks, TaskWorkerOptions options)
    {
        _backend = tasks.Backend;
        _options = options;
        _clock = tasks.Clock;
        _log = tasks.LoggerFactory.CreateLogger("Rpc.Tasks");
        _handlers = new HandlerTable(options, _log, tasks.MaxTaskBytes);
        _shapes = new ContractShapesCache(_backend);
        _running = new RunningTasks(options.Concurrency);
        _shares = new QueueShares(options.Queues);
        _queues = [.. options.Queues.Keys];
        _contact = new WorkerContact(_clock);
        _loops = new Task[3];
    }

    /// <summary>What people call it.</summary>
    public string Name => _options.Name;

    /// <summary>Its id at the backend; another one after it has lost its lease.</summary>
    public Guid Id => _id;

    /// <summary>Tasks that run now, without those that are stuck.</summary>
    public int Running => _running.Count;

    /// <summary>Tasks that do not stop though they were told to.</summary>
    public int Stuck => _running.Stuck;

    /// <summary>Attempts that have ended here, in whatever way.</summary>
    public long Ended => Interlocked.Read(ref _endedCount);

    /// <summary>Ends that came too late: the attempt was not the task's any more.</summary>
    public long Stale => Interlocked.Read(ref _staleCount);

    /// <summary>Whether it works, and what keeps it from it otherwise. Cheap: for health checks.</summary>
    public TaskWorkerHealth Health
    {
        get
        {
            TimeSpan silent = _contact.SilentFor;
            string? problem = _stopClaiming.IsCancellationRequested ? "It is stopping."
                : silent > _options.Heartbeat * 1.5 ? $"It has not reached {_backend.Name} for {silent.TotalSeconds:F0} s: {_contact.Problem ?? "no answer comes"}"
                : _backend.Problem;
            return new TaskWorkerHealth(problem is null, problem, silent, _running.Count, _running.Stuck);
        }
    }

    internal static async ValueTask<TaskWorker> StartAsync(RpcTasks tasks, TaskWorkerOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        var worker = new TaskWorker(tasks, options);
        await worker.JoinAsync(cancellationToken).ConfigureAwait(false);
        worker._listening = tasks.Backend.Listen(worker.Heard);
        worker._loops[0] = worker.ForeverAsync("claiming", worker.ClaimLoopAsync, worker._stopClaiming.Token);
        worker._loops[1] = worker.ForeverAsync("seeing to what is due", worker.TendLoopAsync, worker._stopClaiming.Token);
        worker._loops[2] = worker.ForeverAsync("giving a sign of life", worker.BeatLoopAsync, worker._stopAll.Token);
        return worker;
    }

    /// <summary>Stops it: <see cref="DisposeAsync"/> with a token, which cuts short the time that running tasks have.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await using (cancellationToken.UnsafeRegister(static worker => ((TaskWorker)worker!).StopRunning(StopReason.Draining), this).ConfigureAwait(false))
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            await _drained.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            await DrainAsync().ConfigureAwait(false);
        }
        finally
        {
            _drained.TrySetResult();
        }
    }

    private void Heard(TaskSignal signal)
    {
        if ((signal.Kinds & TaskSignalKinds.Ready) != 0)
        {
            _claimPulse.Set();
        }

        if ((signal.Kinds & TaskSignalKinds.Due) != 0)
        {
            _tendPulse.Set();
        }

        if ((signal.Kinds & TaskSignalKinds.Cancel) != 0)
        {
            _beatPulse.Set();
        }
    }

    private async ValueTask JoinAsync(CancellationToken cancellationToken)
    {
        Guid id = Guid.CreateVersion7();
        var join = new WorkerJoin(id, _options.Name, _queues, _handlers.Kinds, _options.Concurrency, _options.Lease);
        await BoundedAsync(_backend.JoinAsync(join, cancellationToken)).ConfigureAwait(false);
        _id = id;
        TaskLog.Joined(_log, _options.Name, string.Join(", ", _queues), _backend.Name, _handlers.Kinds.Count, _options.Concurrency);
    }

    /// <summary>Runs a loop until it is stopped, however often it fails.</summary>
    private async Task ForeverAsync(string doing, Func<CancellationToken, Task> loop, CancellationToken stop)
    {
        // Not on the caller's thread, and not in its context.
        await Task.Yield();
        int failures = 0;
        while (!stop.IsCancellationRequested)
        {
            long began = _clock.GetTimestamp();
            try
            {
                await loop(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                failures = _contact.SilentFor < _clock.GetElapsedTime(began) ? 1 : failures + 1;
                _contact.Failed(exception);
                if (exception is RpcException or TimeoutException or OperationCanceledException)
                {
                    TaskLog.BackendFailed(_log, exception, _options.Name, _backend.Name, doing);
                }
                else
                {
                    TaskLog.LoopFailed(_log, exception, _options.Name);
                }

                TimeSpan pause = TimeSpan.FromMilliseconds(Math.Min(100 << Math.Min(failures, 5), 2000) * (0.5 + (Random.Shared.NextDouble() / 2)));
                await Task.Delay(pause, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // A connection that is half open answers nothing and fails nothing: whatever is asked has its time.
    private async ValueTask<T> BoundedAsync<T>(ValueTask<T> asked)
    {
        T answer = asked.IsCompletedSuccessfully ? asked.Result : await asked.AsTask().WaitAsync(_options.Heartbeat, _clock).ConfigureAwait(false);
        _contact.Reached();
        return answer;
    }
}
