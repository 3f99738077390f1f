namespace Rpc.Scale.Scenarios.Naming;

/// <summary>Counts what all watchers were told, until each was told of every change. Thread-safe; one at a time expects.</summary>
internal sealed class Receipts(int watchers)
{
    private readonly Lock _gate = new();
    private Exception? _failure;
    private TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _received;
    private long _expected;

    /// <summary>To be called before changes are made.</summary>
    /// <returns>Completes when every watcher was told of so many more changes; fails when one of them has failed.</returns>
    public Task ExpectAsync(int changes)
    {
        lock (_gate)
        {
            _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_failure is not null)
            {
                _all.SetException(_failure);
            }

            Volatile.Write(ref _expected, _expected + ((long)changes * watchers));
            return _all.Task;
        }
    }

    /// <summary>A watcher was told of a change.</summary>
    public void Add()
    {
        if (Interlocked.Increment(ref _received) == Volatile.Read(ref _expected))
        {
            _all.TrySetResult();
        }
    }

    public void Fail(Exception error)
    {
        lock (_gate)
        {
            _failure = error;
            _all.TrySetException(error);
        }
    }
}
