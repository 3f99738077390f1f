using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Worker;

/// <summary>The tasks that run in one worker, and its free places. Thread-safe.</summary>
/// <remarks>Invariants, under <c>_lock</c>: a task is in <c>_running</c> from its claim until its handler has ended or it counts as stuck, in which case it moves to <c>_stuck</c>; only the former take places. What is in <c>_held</c> is this worker's by the backend's book, from its claim until the backend has heard of its end.</remarks>
internal sealed class RunningTasks(int places)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid, long), RunningTask> _running = [];
    private readonly HashSet<RunningTask> _stuck = [];
    private readonly HashSet<HeldTask> _held = [];
    private TaskCompletionSource _changed = NewChange();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _running.Count;
            }
        }
    }

    public int Stuck
    {
        get
        {
            lock (_lock)
            {
                return _stuck.Count;
            }
        }
    }

    /// <summary>Free places; none while a task runs that has to be alone.</summary>
    public int Free
    {
        get
        {
            lock (_lock)
            {
                return _running.Values.Any(static running => running.Task.IsAlone) ? 0 : places - _running.Count;
            }
        }
    }

    /// <summary>Completes at the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    public RunningTask[] All()
    {
        lock (_lock)
        {
            return [.. _running.Values];
        }
    }

    public void Add(RunningTask running)
    {
        lock (_lock)
        {
            _running.Add((running.Task.Id, running.Task.Token), running);
            _held.Add(new HeldTask(running.Task.Id, running.Task.Token));
        }
    }

    /// <summary>All tasks that this worker knows to have.</summary>
    public HeldTask[] Held()
    {
        lock (_lock)
        {
            return [.. _held];
        }
    }

    /// <summary>The backend has heard of the end of an attempt, or the attempt is not this worker's any more.</summary>
    public void Settled(RunningTask running)
    {
        lock (_lock)
        {
            _held.Remove(new HeldTask(running.Task.Id, running.Task.Token));
        }
    }

    /// <summary>The handler has ended.</summary>
    public void Remove(RunningTask running)
    {
        lock (_lock)
        {
            _running.Remove((running.Task.Id, running.Task.Token));
            _stuck.Remove(running);
            Change();
        }
    }

    /// <summary>It does not end: its place is free. Nothing where it has ended.</summary>
    public void GiveUp(RunningTask running)
    {
        lock (_lock)
        {
            if (_running.Remove((running.Task.Id, running.Task.Token)))
            {
                _stuck.Add(running);
                Change();
            }
        }
    }

    public IReadOnlyList<TaskReport> TakeReports()
    {
        lock (_lock)
        {
            List<TaskReport>? reports = null;
            foreach (RunningTask running in _running.Values)
            {
                if (running.TakeReport() is { } report)
                {
                    (reports ??= []).Add(report);
                }
            }

            return reports ?? (IReadOnlyList<TaskReport>)[];
        }
    }

    private void Change()
    {
        TaskCompletionSource changed = _changed;
        _changed = NewChange();
        changed.TrySetResult();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
