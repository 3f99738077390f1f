using Rpc.Tasks.Backends;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Hub;

/// <summary>A backend of tasks as other programs reach it: what <see cref="ITaskBackend"/> needs, as calls. Served under the object id <c>tasks</c>; thread-safe.</summary>
/// <remarks>
/// A call is <c>[Idempotent]</c> where a second run changes nothing and gives the same answer. One that tells how many or whether is not: after a lost answer the second run would tell something else, so whoever
/// called decides. A worker repeats its settlements itself, and knows then that "not taken" may be its own first try.
/// </remarks>
[Remote]
internal interface ITaskHub
{
    /// <summary>Takes tasks, all or none. Their ids are the client's, so that repeating does no harm.</summary>
    [Idempotent]
    Task<IReadOnlyList<EnqueueAnswer>> EnqueueAsync(EnqueueRequest request, CancellationToken cancellationToken = default);

    /// <summary>What a task is like now; null where nothing is known of it.</summary>
    [Idempotent]
    Task<RpcTaskInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>What tasks have ended with.</summary>
    [Idempotent]
    Task<HubOutcomes> OutcomesAsync(IReadOnlyList<Guid> ids, bool alsoUnknown, CancellationToken cancellationToken = default);

    /// <summary>Cancels a task that waits, or tells a running one to stop.</summary>
    Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Lets a task that has failed or was cancelled begin again.</summary>
    Task<bool> RetryAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Removes tasks that have ended. Gives how many. There may be millions.</summary>
    [Timeout(Timeout.Infinite)]
    Task<int> PurgeAsync(TaskFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Tasks by what they are like, the last enqueued first.</summary>
    [Idempotent]
    Task<IReadOnlyList<RpcTaskInfo>> ListAsync(TaskFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Counts and workers.</summary>
    [Idempotent]
    Task<TaskOverview> OverviewAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a schedule, or changes the one of that name.</summary>
    [Idempotent]
    Task PutScheduleAsync(ScheduleRequest schedule, CancellationToken cancellationToken = default);

    /// <summary>Removes a schedule; false when there is none of that name.</summary>
    Task<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>All schedules, by name.</summary>
    [Idempotent]
    Task<IReadOnlyList<RpcScheduleInfo>> SchedulesAsync(CancellationToken cancellationToken = default);

    /// <summary>A worker joins.</summary>
    [Idempotent]
    Task<WorkerLease> JoinAsync(WorkerJoin worker, CancellationToken cancellationToken = default);

    /// <summary>A worker lives.</summary>
    [Idempotent]
    Task<HeartbeatAnswer> HeartbeatAsync(WorkerBeat beat, CancellationToken cancellationToken = default);

    /// <summary>A worker takes tasks. Never repeated by itself: <see cref="HubClaim"/> says what happens when its answer is lost.</summary>
    Task<ClaimAnswer> ClaimAsync(HubClaim claim, CancellationToken cancellationToken = default);

    /// <summary>A worker tells how attempts have ended.</summary>
    Task<IReadOnlyList<bool>> SettleAsync(IReadOnlyList<TaskSettlement> settlements, CancellationToken cancellationToken = default);

    /// <summary>A worker leaves, and what it still runs is given back.</summary>
    [Idempotent]
    Task LeaveAsync(Guid worker, CancellationToken cancellationToken = default);

    /// <summary>What was kept under the fingerprint of a contract; null for nothing.</summary>
    [Idempotent]
    Task<byte[]?> ShapesAsync(string fingerprint, CancellationToken cancellationToken = default);

    /// <summary>Sees to what is due.</summary>
    [Idempotent]
    Task<TendAnswer> TendAsync(TendRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells a client what it waits for, until it ends its stream: a greeting first, then what changes, and what tasks end with. One such call serves a whole program.</summary>
    /// <param name="wanted">What the client waits for, as it changes. Each id that is begun is looked up once, however long ago its task ended.</param>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<HubPush> WatchAsync(IAsyncEnumerable<HubWanted> wanted, CancellationToken cancellationToken = default);
}
