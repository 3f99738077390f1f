using System.Runtime.CompilerServices;

namespace Rpc.Tasks;

/// <summary>Tasks that were enqueued together: await it for the end of all. Thread-safe.</summary>
public class TaskBatch
{
    private readonly Lock _lock = new();
    private Task[]? _ends;
    private int _ended;

    internal TaskBatch(IReadOnlyList<TaskHandle> handles) => Handles = handles;

    /// <summary>The tasks, in the order of their calls.</summary>
    public IReadOnlyList<TaskHandle> Handles { get; }

    /// <summary>Which part of them has ended, from 0 to 1. Known from the first wait on; 0 before, and 1 for no tasks.</summary>
    public double Progress => Handles.Count == 0 ? 1 : (double)Volatile.Read(ref _ended) / Handles.Count;

    /// <summary>Lets the batch be awaited.</summary>
    public TaskAwaiter GetAwaiter() => WaitAsync().GetAwaiter();

    /// <summary>Completes when all tasks have ended.</summary>
    /// <exception cref="Exception">What the first task in the order of the calls failed with that has failed; the others have ended nevertheless, and their handles say how.</exception>
    public Task WaitAsync(CancellationToken cancellationToken = default) => Task.WhenAll(Ends()).WaitAsync(cancellationToken);

    /// <summary>Cancels every task that has not ended.</summary>
    /// <returns>How many.</returns>
    public async ValueTask<int> CancelAsync(CancellationToken cancellationToken = default)
    {
        int cancelled = 0;
        foreach (TaskHandle handle in Handles)
        {
            cancelled += await handle.CancelAsync(cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        return cancelled;
    }

    private protected virtual Task EndOf(TaskHandle handle) => handle.WaitAsync();

    /// <summary>What each task ends with; asked for once.</summary>
    private protected Task[] Ends()
    {
        lock (_lock)
        {
            return _ends ??= [.. Handles.Select(CountAsync)];
        }
    }

    private Task CountAsync(TaskHandle handle)
    {
        Task end = EndOf(handle);
        _ = end.ContinueWith(static (_, batch) => Interlocked.Increment(ref ((TaskBatch)batch!)._ended), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return end;
    }
}
