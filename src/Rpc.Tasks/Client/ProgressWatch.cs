using Rpc.Tasks.Backends;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Client;

/// <summary>Looks for what one task reports: signals say when, and once a second it looks in any case. One user at a time.</summary>
/// <remarks>Invariant: <c>_heard</c> is new before each look, so that a signal which comes meanwhile is not lost.</remarks>
internal sealed class ProgressWatch : IDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(1);

    private readonly ITaskBackend _backend;
    private readonly TimeProvider _clock;
    private readonly Guid _id;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<TaskOutcome> _end;
    private readonly IDisposable _listening;
    private TaskCompletionSource _heard = NewSource();
    private byte[]? _last;

    public ProgressWatch(RpcTasks tasks, Guid id, Func<bool> mayNotExist)
    {
        _backend = tasks.Kept();
        _clock = tasks.Clock;
        _id = id;
        _end = tasks.Waiter.WaitAsync(id, exists: false, mayNotExist, _stop.Token);
        _listening = _backend.Listen(Heard);
    }

    /// <summary>The next report that is another than the last; null when the task has ended.</summary>
    public async Task<byte[]?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task heard = Renew();
            bool isOver = _end.IsCompleted;
            byte[]? progress = await LookAsync(cancellationToken).ConfigureAwait(false);
            if (progress is not null && !(_last is { } last && last.AsSpan().SequenceEqual(progress)))
            {
                return _last = progress;
            }

            if (isOver)
            {
                // Throws where the client was disposed.
                await _end.ConfigureAwait(false);
                return null;
            }

            await ((Task)Task.WhenAny(heard, _end)).WaitAsync(s_poll, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _listening.Dispose();
        _stop.Cancel();
        _ = _end.Exception;
        _stop.Dispose();
    }

    private async Task<byte[]?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _backend.FindAsync(_id, cancellationToken).ConfigureAwait(false))?.Progress;
        }
        catch (RpcException exception) when (exception.Status == RpcStatus.Unavailable)
        {
            // Who waits goes on waiting: the backend comes back, or the token fires.
            return null;
        }
    }

    private void Heard(TaskSignal signal)
    {
        if ((signal.Kinds & TaskSignalKinds.Progress) != 0)
        {
            Volatile.Read(ref _heard).TrySetResult();
        }
    }

    private Task Renew()
    {
        TaskCompletionSource heard = NewSource();
        Volatile.Write(ref _heard, heard);
        return heard.Task;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
