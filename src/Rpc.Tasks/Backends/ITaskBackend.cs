using System.Data.Common;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Backends;

/// <summary>Where tasks are enqueued, taken from and ended: a store in this process, a hub, a broker with a store behind it. Clients and workers see nothing else.</summary>
/// <remarks>Implementations are thread-safe. All methods may be called while the backend cannot be reached; they throw <see cref="RpcException"/> (<see cref="RpcStatus.Unavailable"/>) then and work again by themselves.</remarks>
public interface ITaskBackend : IAsyncDisposable
{
    /// <summary>What to call it in messages; without passwords.</summary>
    string Name { get; }

    /// <summary>What it can do.</summary>
    TaskBackendTraits Traits { get; }

    /// <summary>What keeps it from working just now, as a sentence for health checks; null for nothing that it knows of.</summary>
    string? Problem { get; }

    /// <summary>Takes tasks, all or none. When it returns, they are durable.</summary>
    /// <param name="request">The tasks.</param>
    /// <param name="transaction">Of the caller's; null for one of the backend's own.</param>
    /// <param name="cancellationToken">Cancels the wait: the tasks may have been taken.</param>
    /// <returns>One answer for each task, in their order.</returns>
    /// <exception cref="RpcException">They were refused (<see cref="RpcOutcome.NotExecuted"/>), or it is not known whether they were taken.</exception>
    ValueTask<IReadOnlyList<EnqueueAnswer>> EnqueueAsync(EnqueueRequest request, DbTransaction? transaction = null, CancellationToken cancellationToken = default);

    /// <summary>What a task is like now; null where nothing is known of it.</summary>
    ValueTask<RpcTaskInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>What tasks have ended with. Those that have not ended are left out.</summary>
    /// <param name="ids">The tasks.</param>
    /// <param name="alsoUnknown">Whether those of which nothing is known are answered as <see cref="RpcTaskState.NotFound"/>, which costs a second look.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<IReadOnlyList<TaskOutcome>> OutcomesAsync(IReadOnlyList<Guid> ids, bool alsoUnknown, CancellationToken cancellationToken = default);

    /// <summary>Cancels a task that waits, or tells a running one to stop. False when it has ended, or there is none.</summary>
    ValueTask<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Lets a task that has failed or was cancelled begin again. False when there is none, or it is in another state.</summary>
    ValueTask<bool> RetryAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Removes tasks that have ended, in one of the filter's states, or in any where it names none; what runs or waits stays.</summary>
    /// <returns>How many.</returns>
    ValueTask<int> PurgeAsync(TaskFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Tasks by what they are like, the last enqueued first, without arguments and results.</summary>
    ValueTask<IReadOnlyList<RpcTaskInfo>> ListAsync(TaskFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Counts and workers.</summary>
    ValueTask<TaskOverview> OverviewAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a schedule, or changes the one of that name.</summary>
    ValueTask PutScheduleAsync(ScheduleRequest schedule, CancellationToken cancellationToken = default);

    /// <summary>Removes a schedule; false when there is none of that name. Tasks that it has made stay.</summary>
    ValueTask<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>All schedules, by name.</summary>
    ValueTask<IReadOnlyList<RpcScheduleInfo>> SchedulesAsync(CancellationToken cancellationToken = default);

    /// <summary>A worker joins.</summary>
    ValueTask<WorkerLease> JoinAsync(WorkerJoin worker, CancellationToken cancellationToken = default);

    /// <summary>A worker lives. It is told whether it still has its lease, and which of its tasks are to be cancelled.</summary>
    ValueTask<HeartbeatAnswer> HeartbeatAsync(WorkerBeat beat, CancellationToken cancellationToken = default);

    /// <summary>A worker takes tasks. Returns at once, with none where there are none.</summary>
    ValueTask<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken = default);

    /// <summary>A worker tells how attempts have ended.</summary>
    /// <returns>For each whether it was taken; false for an attempt that is not the task's any more.</returns>
    ValueTask<IReadOnlyList<bool>> SettleAsync(IReadOnlyList<TaskSettlement> settlements, DbTransaction? transaction = null, CancellationToken cancellationToken = default);

    /// <summary>A worker leaves, and what it still runs is given back.</summary>
    ValueTask LeaveAsync(Guid worker, CancellationToken cancellationToken = default);

    /// <summary>What was kept under the fingerprint of a contract; null for nothing.</summary>
    ValueTask<byte[]?> ShapesAsync(string fingerprint, CancellationToken cancellationToken = default);

    /// <summary>Sees to what is due: scheduled tasks, schedules, lost workers, results that are kept no longer. Workers call it when nothing else wakes them.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>When to come back at the latest.</returns>
    ValueTask<TendAnswer> TendAsync(TendRequest request, CancellationToken cancellationToken = default);

    /// <summary>Hears hints of what has changed. <see cref="ITaskStore.Listen"/> says what they are worth.</summary>
    IDisposable Listen(Action<TaskSignal> heard);

    /// <summary>Tells the backend whose ends are waited for, where it wants to know (a hub pushes them). The set as it is from now on changes by the two lists.</summary>
    /// <param name="begun">Ids that are waited for from now on.</param>
    /// <param name="done">Ids that are not any more.</param>
    void Await(IReadOnlyList<Guid> begun, IReadOnlyList<Guid> done);
}
