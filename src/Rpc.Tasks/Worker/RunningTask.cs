using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Worker;

/// <summary>A task that runs in this worker, from its claim to its settlement.</summary>
/// <remarks>Invariants: <see cref="Stop"/> takes the first reason and fires the token once; <c>_settled</c> is taken once, by whoever tells how the attempt ended: its end, or the one who gave up waiting for that.</remarks>
internal sealed class RunningTask(ClaimedTask task, TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly long _began = clock.GetTimestamp();
    private int _reason;
    private int _settled;
    private byte[]? _progress;

    public ClaimedTask Task => task;

    /// <summary>Fires when the task is to stop.</summary>
    public CancellationToken Token => _stop.Token;

    public StopReason Reason => (StopReason)Volatile.Read(ref _reason);

    /// <summary>Completes when the handler has ended.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How long it has run.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_began);

    /// <summary>Set when the handler has put its end into a transaction of its own.</summary>
    public bool EndedInTransaction { get; set; }

    /// <summary>Tells the task to stop. False where it was told before.</summary>
    public bool Stop(StopReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, (int)StopReason.None) != (int)StopReason.None)
        {
            return false;
        }

        try
        {
            _ = _stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has ended at this very moment.
        }

        return true;
    }

    /// <summary>Whether the caller is the one to tell how the attempt ended.</summary>
    public bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;

    /// <summary>Keeps what it reports until it is told.</summary>
    public void Report(byte[] progress) => Volatile.Write(ref _progress, progress);

    /// <summary>What it has reported since this was last asked; null for nothing.</summary>
    public TaskReport? TakeReport() => Interlocked.Exchange(ref _progress, null) is { } progress ? new TaskReport(task.Id, task.Token, progress) : null;

    public void Dispose() => _stop.Dispose();
}
