using Rpc.Tasks.Backends;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Ledger;

/// <summary>Notes that a worker lives, and what it tells of its tasks.</summary>
internal static class HeartbeatEdit
{
    public static async ValueTask<(HeartbeatAnswer Answer, Changes Changes)> RunAsync(ITaskTransaction transaction, WorkerBeat beat)
    {
        var changes = new Changes(transaction);
        if (!await transaction.RenewAsync(beat.Worker, transaction.Now + beat.Lease, transaction.Now).ConfigureAwait(false))
        {
            return (new HeartbeatAnswer(Known: false, []), changes);
        }

        if (beat.Held is not null || beat.Reports.Count > 0)
        {
            await GiveBackAsync(transaction, beat, changes).ConfigureAwait(false);
            await ReportAsync(transaction, beat, changes).ConfigureAwait(false);
            await changes.WriteAsync().ConfigureAwait(false);
        }

        return (new HeartbeatAnswer(Known: true, await transaction.CancelledOfAsync(beat.Worker).ConfigureAwait(false)), changes);
    }

    // What was claimed for the worker and never reached it.
    private static async ValueTask GiveBackAsync(ITaskTransaction transaction, WorkerBeat beat, Changes changes)
    {
        if (beat.Held is not { } held)
        {
            return;
        }

        var known = held.Select(static task => (task.Id, task.Token)).ToHashSet();
        foreach (TaskRow row in await transaction.LockRunningAsync(beat.Worker).ConfigureAwait(false))
        {
            if (!known.Contains((row.Id, row.Token)))
            {
                changes.Apply(row, new TaskEvent.Released(row.Token));
            }
        }
    }

    private static async ValueTask ReportAsync(ITaskTransaction transaction, WorkerBeat beat, Changes changes)
    {
        if (beat.Reports.Count == 0)
        {
            return;
        }

        Dictionary<Guid, TaskReport> reports = beat.Reports
            .Where(report => beat.Held?.Any(task => task.Id == report.Id && task.Token == report.Token) ?? true)
            .ToDictionary(static report => report.Id);
        foreach (TaskRow row in await transaction.LockAsync([.. reports.Keys]).ConfigureAwait(false))
        {
            changes.Apply(row, new TaskEvent.Reported(reports[row.Id].Token, reports[row.Id].Progress));
        }

        changes.Announce(TaskSignalKinds.Progress);
    }
}
