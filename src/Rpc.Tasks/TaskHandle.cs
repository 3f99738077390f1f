using System.Runtime.CompilerServices;
using Rpc.Calls;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Client;

namespace Rpc.Tasks;

/// <summary>A task that was enqueued: await it for its end. Thread-safe; it costs nothing to throw away, and <see cref="RpcTasks.GetHandle(Guid)"/> makes another.</summary>
public class TaskHandle
{
    private readonly Func<bool> _mayNotExist;

    internal TaskHandle(RpcTasks tasks, Guid id, MethodDescriptor? method, bool isNew = false, Func<bool>? mayNotExist = null)
    {
        Tasks = tasks;
        Id = id;
        Method = method;
        IsNew = isNew;
        _mayNotExist = mayNotExist ?? (static () => false);
    }

    /// <summary>The task's id: with it, any program that reaches the backend gets a handle.</summary>
    public Guid Id { get; }

    /// <summary>Whether it was enqueued by the call that gave this handle; false where another task had its key already, and for handles made from an id.</summary>
    public bool IsNew { get; }

    internal RpcTasks Tasks { get; }

    internal MethodDescriptor? Method { get; }

    /// <summary>Lets the handle be awaited: <c>await handle</c>.</summary>
    public TaskAwaiter GetAwaiter() => WaitAsync().GetAwaiter();

    /// <summary>Completes when the task has succeeded.</summary>
    /// <exception cref="Exception">The exception that its method threw: the same type as from a direct call.</exception>
    /// <exception cref="RpcTaskException">It has no result for another reason.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> has fired; the task goes on.</exception>
    public Task WaitAsync(CancellationToken cancellationToken = default) => SucceededAsync(cancellationToken);

    /// <summary>Where it is now.</summary>
    public async ValueTask<RpcTaskState> StatusAsync(CancellationToken cancellationToken = default) => (await InfoAsync(cancellationToken).ConfigureAwait(false))?.State ?? RpcTaskState.NotFound;

    /// <summary>What is known of it now; null for nothing.</summary>
    public ValueTask<RpcTaskInfo?> InfoAsync(CancellationToken cancellationToken = default) => Tasks.Kept().FindAsync(Id, cancellationToken);

    /// <summary>Cancels it where it waits, and tells it to stop where it runs: its token then fires within a heartbeat of its worker.</summary>
    /// <returns>False when it had ended already, or is not known.</returns>
    public ValueTask<bool> CancelAsync(CancellationToken cancellationToken = default) => Tasks.Kept().CancelAsync(Id, cancellationToken);

    /// <summary>What it has reported last to its <see cref="IProgress{T}"/>; default where it has not reported, or has ended and was forgotten.</summary>
    public async ValueTask<TProgress?> GetProgressAsync<TProgress>(CancellationToken cancellationToken = default) =>
        (await InfoAsync(cancellationToken).ConfigureAwait(false))?.Progress is { } progress ? TaskValues.Read<TProgress>(progress) : default;

    /// <summary>What it reports to its <see cref="IProgress{T}"/>, from what it has last reported on: each value that is another than the one before, once it is seen. Ends when the task has ended, however it did, or is not known.</summary>
    /// <remarks>Of reports that follow each other quickly some are skipped: a worker tells of the last one several times a second. Awaiting the handle says how the task ended.</remarks>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> has fired.</exception>
    public async IAsyncEnumerable<TProgress> WatchProgressAsync<TProgress>([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var watch = new ProgressWatch(Tasks, Id, _mayNotExist);
        while (await watch.NextAsync(cancellationToken).ConfigureAwait(false) is { } progress)
        {
            yield return TaskValues.Read<TProgress>(progress);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id}";

    internal async Task<TaskOutcome> SucceededAsync(CancellationToken cancellationToken)
    {
        Tasks.Kept();
        TaskOutcome outcome = await Tasks.Waiter.WaitAsync(Id, IsNew && !_mayNotExist(), _mayNotExist, cancellationToken).ConfigureAwait(false);
        return outcome.State == RpcTaskState.Succeeded ? outcome : throw TaskValues.Failure(outcome, Method);
    }
}
