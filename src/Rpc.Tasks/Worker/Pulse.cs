namespace Rpc.Tasks.Worker;

/// <summary>Wakes one loop. A pulse that comes while the loop is busy is kept, once. Thread-safe, but one waits at a time.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource _set = New();

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Waits for a pulse, and takes it. False when none came in time.</summary>
    public async ValueTask<bool> WaitAsync(TimeSpan most, TimeProvider clock, CancellationToken cancellationToken)
    {
        Task set = _set.Task;
        if (!set.IsCompleted)
        {
            await set.WaitAsync(most, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (!set.IsCompleted)
            {
                return false;
            }
        }

        // One that comes in between is one with this: the loop looks afterwards.
        Volatile.Write(ref _set, New());
        return true;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
