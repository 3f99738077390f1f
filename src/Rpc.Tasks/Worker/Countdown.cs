namespace Rpc.Tasks.Worker;

/// <summary>Knows when nothing is under way. Thread-safe.</summary>
/// <remarks>Invariant, under <c>_lock</c>: <c>_empty</c> is there only while somebody waits and <c>_inside</c> is more than 0.</remarks>
internal sealed class Countdown
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _empty;
    private int _inside;

    public void Enter()
    {
        lock (_lock)
        {
            _inside++;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_inside == 0)
            {
                _empty?.TrySetResult();
                _empty = null;
            }
        }
    }

    /// <summary>Completes when nothing is under way.</summary>
    public Task EmptyAsync()
    {
        lock (_lock)
        {
            return _inside == 0 ? Task.CompletedTask : (_empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
