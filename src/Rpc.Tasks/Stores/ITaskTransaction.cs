using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Stores;

/// <summary>What can be read and written inside one transaction of a store. Valid until the edit that was given it returns; used by one thread at a time.</summary>
/// <remarks>
/// "Locks" means: until the transaction is over no other one can change or lock the row. A store whose transactions write one after another has nothing to do for it; one that runs them side by side waits for
/// single rows that others hold (<see cref="LockAsync"/>) and skips them where any rows will do (all others). Lists may be empty, and then cost nothing.
/// </remarks>
public interface ITaskTransaction
{
    /// <summary>The store's time: that of the database's machine, the same for all processes. Does not change inside a transaction.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Tells listeners everywhere once, and only if, the transaction is committed.</summary>
    void Announce(TaskSignal signal);

    // Tasks that have not ended.

    /// <summary>Adds tasks that have not ended.</summary>
    /// <exception cref="InvalidOperationException">There is a task with one of the ids.</exception>
    ValueTask InsertAsync(IReadOnlyList<TaskRow> rows);

    /// <summary>Locks the tasks with these ids; those that do not exist or have ended are left out.</summary>
    ValueTask<IReadOnlyList<TaskRow>> LockAsync(IReadOnlyList<Guid> ids);

    /// <summary>Locks ready tasks: of higher priority first, then by <see cref="TaskRow.ReadyAt"/>, then by id. None where <see cref="HoldWorkerAsync"/> would say false; else the worker is held too.</summary>
    ValueTask<IReadOnlyList<TaskRow>> LockReadyAsync(ReadyQuery query);

    /// <summary>Locks scheduled tasks whose <see cref="TaskRow.ReadyAt"/> is not after <see cref="Now"/>, the earliest first.</summary>
    ValueTask<IReadOnlyList<TaskRow>> LockDueAsync(int most);

    /// <summary>Locks tasks with <see cref="TaskRow.Attempt"/> 0 that do not run and whose <see cref="TaskRow.ExpiresAt"/> is not after <see cref="Now"/>.</summary>
    ValueTask<IReadOnlyList<TaskRow>> LockExpiredAsync(int most);

    /// <summary>Locks the tasks that run in a worker.</summary>
    ValueTask<IReadOnlyList<TaskRow>> LockRunningAsync(Guid worker);

    /// <summary>Locks ready tasks whose kind no live worker knows, though one serves their queue: lease after <see cref="Now"/>, queue among its queues, kind not among the kinds of any live worker.</summary>
    ValueTask<IReadOnlyList<TaskRow>> LockUnknownAsync(int most);

    /// <summary>Locks parked tasks of one of these kinds.</summary>
    ValueTask<IReadOnlyList<TaskRow>> LockParkedAsync(IReadOnlyList<string> kinds, int most);

    /// <summary>Locks ready tasks, none of them quarantined, that no broker was told of (<see cref="TaskRow.Published"/>) and that are ready since <paramref name="before"/> or longer.</summary>
    ValueTask<IReadOnlyList<TaskRow>> LockUnpublishedAsync(DateTimeOffset before, int most);

    /// <summary>Writes what the engine has changed in tasks that were locked and have not ended. <see cref="TaskRow.Spec"/> never changes; <see cref="TaskRow.Arguments"/> only in tasks that were waiting.</summary>
    /// <exception cref="InvalidOperationException">There is no such task, or it has ended.</exception>
    ValueTask SaveAsync(IReadOnlyList<TaskRow> rows);

    /// <summary>Moves tasks that were locked and have ended among those that have, and gives up their unique keys.</summary>
    ValueTask EndAsync(IReadOnlyList<TaskRow> rows);

    /// <summary>Moves tasks that have ended back among the others, and takes their unique keys where nobody else has them; the rows are as the engine has revived them.</summary>
    ValueTask ReviveAsync(IReadOnlyList<TaskRow> rows);

    // Any task.

    /// <summary>The tasks with these ids as they are, without a lock; those that do not exist are left out.</summary>
    ValueTask<IReadOnlyList<TaskRow>> FindAsync(IReadOnlyList<Guid> ids);

    /// <summary>Of these ids, those of tasks that have ended. Cheap: it is asked each second for everybody who waits.</summary>
    ValueTask<IReadOnlyList<TaskRow>> FindEndedAsync(IReadOnlyList<Guid> ids);

    /// <summary>Tasks by what they are like, without a lock and without arguments or results, the last enqueued first (by <see cref="TaskRow.EnqueuedAt"/>, then id).</summary>
    ValueTask<IReadOnlyList<TaskRow>> ListAsync(TaskFilter filter);

    /// <summary>How many tasks there are, by queue and state.</summary>
    ValueTask<IReadOnlyList<TaskCount>> CountAsync();

    /// <summary>Locks tasks that have ended and whose <see cref="TaskRow.KeptUntil"/> is not after <see cref="Now"/>.</summary>
    ValueTask<IReadOnlyList<TaskRow>> LockForgettableAsync(int most);

    /// <summary>Writes rows of <see cref="LockForgettableAsync"/> that the engine has made forget; those whose state was <see cref="RpcTaskState.ResultExpired"/> already are deleted with their idempotency keys.</summary>
    ValueTask ForgetAsync(IReadOnlyList<TaskRow> forgotten, IReadOnlyList<Guid> deleted);

    // Keys.

    /// <summary>Claims keys for tasks that are about to be inserted. Of each key that another task holds, gives that task's id; it stays the other's. A transaction that is about to hold one is waited for.</summary>
    ValueTask<IReadOnlyList<TaskKeyHolder>> ReserveAsync(IReadOnlyList<TaskKey> keys);

    // Results that tasks need of others.

    /// <summary>Adds what tasks need. The tasks needed may have ended: the caller looks after that.</summary>
    ValueTask AddNeedsAsync(IReadOnlyList<TaskNeed> needs);

    /// <summary>What others need of these tasks.</summary>
    ValueTask<IReadOnlyList<TaskNeed>> NeedsOfAsync(IReadOnlyList<Guid> needed);

    /// <summary>Keeps the result of tasks with the needs for it.</summary>
    ValueTask MeetNeedsAsync(Guid needed, byte[] result);

    /// <summary>What one task needs, with the results that are there.</summary>
    ValueTask<IReadOnlyList<TaskNeed>> NeedsForAsync(Guid needing);

    /// <summary>Forgets what a task needs: it has all, or will never run.</summary>
    ValueTask DropNeedsAsync(IReadOnlyList<Guid> needing);

    // Workers.

    /// <summary>Adds a worker or writes it anew.</summary>
    ValueTask PutWorkerAsync(WorkerRow worker);

    /// <summary>Moves the end of a worker's lease, also of one that is over: the worker is one until somebody has given it up. False when there is no such worker.</summary>
    ValueTask<bool> RenewAsync(Guid worker, DateTimeOffset leaseUntil, DateTimeOffset seenAt);

    /// <summary>Whether there is such a worker. It then cannot be lost before the transaction is over: <see cref="LockLostWorkersAsync"/> of others waits or leaves it out. Its heartbeats go on.</summary>
    ValueTask<bool> HoldWorkerAsync(Guid worker);

    /// <summary>Removes a worker, with its kinds and queues.</summary>
    ValueTask RemoveWorkerAsync(Guid worker);

    /// <summary>Locks workers whose lease is not after <see cref="Now"/>.</summary>
    ValueTask<IReadOnlyList<WorkerRow>> LockLostWorkersAsync(int most);

    /// <summary>All workers.</summary>
    ValueTask<IReadOnlyList<WorkerRow>> WorkersAsync();

    /// <summary>The running tasks of a worker that are to be cancelled.</summary>
    ValueTask<IReadOnlyList<Guid>> CancelledOfAsync(Guid worker);

    // Shapes of contracts.

    /// <summary>Keeps what the types of a contract look like under its fingerprint, unless that is known.</summary>
    ValueTask PutShapesAsync(string fingerprint, byte[] shapes);

    /// <summary>What was kept under a fingerprint; null for nothing.</summary>
    ValueTask<byte[]?> FindShapesAsync(string fingerprint);

    // Schedules.

    /// <summary>Locks a schedule, and its name where there is none: two that look at a name before they put it come one after the other. Null for none.</summary>
    ValueTask<ScheduleRow?> LockScheduleAsync(string name);

    /// <summary>Adds a schedule or writes it anew.</summary>
    ValueTask PutScheduleAsync(ScheduleRow schedule);

    /// <summary>Removes a schedule. False when there is none of that name.</summary>
    ValueTask<bool> RemoveScheduleAsync(string name);

    /// <summary>Locks schedules that are not paused and whose <see cref="ScheduleRow.NextAt"/> is not after <see cref="Now"/>, the earliest first.</summary>
    ValueTask<IReadOnlyList<ScheduleRow>> LockDueSchedulesAsync(int most);

    /// <summary>All schedules, by name.</summary>
    ValueTask<IReadOnlyList<ScheduleRow>> SchedulesAsync();

    // What a worker with nothing to do asks each second.

    /// <summary>What there may be to do, in one statement.</summary>
    /// <param name="queues">Whose ready tasks are of interest.</param>
    /// <param name="worker">The worker that asks, whose kinds are of interest; null for none, and then nothing ready is.</param>
    ValueTask<TaskOutlook> PeekAsync(IReadOnlyList<string> queues, Guid? worker);
}
