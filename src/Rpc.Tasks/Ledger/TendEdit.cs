using Rpc.Tasks.Client;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Schedules;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Ledger;

/// <summary>Does what is due. Any worker may do it, and several at a time.</summary>
internal static class TendEdit
{
    /// <summary>Rows that one transaction deals with at most: what is left comes next.</summary>
    public const int Most = 500;

    /// <summary>Makes scheduled tasks ready whose time has come, and enqueues what schedules want.</summary>
    public static async ValueTask<(bool More, Changes Changes)> DueAsync(ITaskTransaction transaction)
    {
        var changes = new Changes(transaction);
        IReadOnlyList<TaskRow> due = await transaction.LockDueAsync(Most).ConfigureAwait(false);
        Tick(changes, due);
        foreach (ScheduleRow schedule in await transaction.LockDueSchedulesAsync(Most).ConfigureAwait(false))
        {
            await FireAsync(transaction, schedule, changes).ConfigureAwait(false);
        }

        await changes.WriteAsync().ConfigureAwait(false);
        return (due.Count == Most, changes);
    }

    /// <summary>Takes the tasks back of workers whose lease is over.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="watched">For how long whoever asks has seen the store at work: a worker counts as dead only where it could have given a sign of life for the whole of its lease.</param>
    public static async ValueTask<(IReadOnlyList<WorkerRow> Lost, Changes Changes)> LossesAsync(ITaskTransaction transaction, TimeSpan watched)
    {
        var changes = new Changes(transaction);
        WorkerRow[] lost = [.. (await transaction.LockLostWorkersAsync(Most).ConfigureAwait(false)).Where(worker => worker.LeaseUntil - worker.SeenAt <= watched)];
        foreach (WorkerRow worker in lost)
        {
            IReadOnlyList<TaskRow> running = await transaction.LockRunningAsync(worker.Id).ConfigureAwait(false);
            foreach (TaskRow row in running)
            {
                changes.Apply(row, new TaskEvent.WorkerLost(worker.Id, Alone: running.Count == 1));
            }

            await transaction.RemoveWorkerAsync(worker.Id).ConfigureAwait(false);
        }

        await changes.WriteAsync().ConfigureAwait(false);
        return (lost, changes);
    }

    /// <summary>Ends what has waited too long, parks what nobody knows, and forgets what is kept no longer.</summary>
    public static async ValueTask<bool> OtherAsync(ITaskTransaction transaction, TimeSpan tombstones)
    {
        var changes = new Changes(transaction);
        IReadOnlyList<TaskRow> expired = await transaction.LockExpiredAsync(Most).ConfigureAwait(false);
        Tick(changes, expired);
        var seen = expired.Select(static row => row.Id).ToHashSet();
        IReadOnlyList<TaskRow> unknown = await transaction.LockUnknownAsync(Most).ConfigureAwait(false);
        foreach (TaskRow row in unknown.Where(row => !seen.Contains(row.Id)))
        {
            changes.Apply(row, new TaskEvent.KindUnknown());
        }

        await changes.WriteAsync().ConfigureAwait(false);
        IReadOnlyList<TaskRow> over = await transaction.LockForgettableAsync(Most).ConfigureAwait(false);
        await transaction.ForgetAsync(
            [.. over.Where(static row => row.State != RpcTaskState.ResultExpired).Select(row => TaskEngine.Forget(row, transaction.Now + tombstones))],
            [.. over.Where(static row => row.State == RpcTaskState.ResultExpired).Select(static row => row.Id)]).ConfigureAwait(false);
        return expired.Count == Most || unknown.Count == Most || over.Count == Most;
    }

    /// <summary>Lets tasks of kinds that a worker brings run that nobody knew. True where there are more.</summary>
    public static async ValueTask<(bool More, Changes Changes)> UnparkAsync(ITaskTransaction transaction, IReadOnlyList<string> kinds)
    {
        var changes = new Changes(transaction);
        IReadOnlyList<TaskRow> parked = await transaction.LockParkedAsync(kinds, Most).ConfigureAwait(false);
        foreach (TaskRow row in parked)
        {
            changes.Apply(row, new TaskEvent.KindKnown());
        }

        await changes.WriteAsync().ConfigureAwait(false);
        return (parked.Count == Most, changes);
    }

    private static void Tick(Changes changes, IReadOnlyList<TaskRow> rows)
    {
        foreach (TaskRow row in rows)
        {
            changes.Apply(row, new TaskEvent.ClockTicked());
        }
    }

    // However many due times were missed: it fires once, and goes on with the first one after now.
    private static async ValueTask FireAsync(ITaskTransaction transaction, ScheduleRow schedule, Changes changes)
    {
        DateTimeOffset due = schedule.NextAt!.Value;
        await transaction.PutScheduleAsync(schedule with { LastAt = due, NextAt = ScheduleTiming.Parse(schedule.Timing, schedule.TimeZone).NextAfter(transaction.Now) }).ConfigureAwait(false);
        TaskRow row = TaskEngine.Enter(TaskIds.New(), schedule.Spec, schedule.Arguments, transaction.Now, due: null);
        if (schedule.Spec.UniqueKey is { } key && (await transaction.ReserveAsync([new TaskKey(IsUnique: true, key, row.Id, [])]).ConfigureAwait(false)).Count > 0)
        {
            return;
        }

        await transaction.InsertAsync([row]).ConfigureAwait(false);
        changes.Ready.Add(row);
        changes.Announce(TaskSignalKinds.Ready);
    }
}
