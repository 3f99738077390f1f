using Rpc.Tasks.Backends;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Ledger;

/// <summary>Gives tasks to a worker.</summary>
internal static class ClaimEdit
{
    public static async ValueTask<ClaimAnswer> RunAsync(ITaskTransaction transaction, ClaimRequest request)
    {
        if (!await transaction.HoldWorkerAsync(request.Worker).ConfigureAwait(false))
        {
            return new ClaimAnswer(Known: false, [], LonersWait: false);
        }

        var changes = new Changes(transaction);
        var claimed = new List<ClaimedTask>();
        bool loners = false;
        if (request.Ids is { } ids)
        {
            Take(changes, claimed, request.Worker, (await transaction.LockAsync(ids).ConfigureAwait(false)).Where(static row => !row.Quarantined));
        }
        else
        {
            loners = await LonersAsync(transaction, request, changes, claimed).ConfigureAwait(false);
            if (claimed.Count == 0 && !request.LonersOnly)
            {
                await SharesAsync(transaction, request, changes, claimed).ConfigureAwait(false);
            }
        }

        await changes.WriteAsync().ConfigureAwait(false);
        return new ClaimAnswer(Known: true, claimed, loners);
    }

    // A task that has to be alone goes to a worker in which nothing runs; the others learn that it waits.
    private static async ValueTask<bool> LonersAsync(ITaskTransaction transaction, ClaimRequest request, Changes changes, List<ClaimedTask> claimed)
    {
        foreach (QueueShare share in request.Shares)
        {
            IReadOnlyList<TaskRow> rows = await transaction.LockReadyAsync(new ReadyQuery(request.Worker, share.Queue, Quarantined: true, 1)).ConfigureAwait(false);
            if (rows.Count > 0)
            {
                if (!request.IsIdle)
                {
                    return true;
                }

                Take(changes, claimed, request.Worker, rows);
                if (claimed.Count > 0)
                {
                    return false;
                }
            }
        }

        return false;
    }

    // First each queue its share, then what is left to whoever has more.
    private static async ValueTask SharesAsync(ITaskTransaction transaction, ClaimRequest request, Changes changes, List<ClaimedTask> claimed)
    {
        var left = new List<TaskRow>();
        foreach (QueueShare share in request.Shares)
        {
            IReadOnlyList<TaskRow> rows = await transaction.LockReadyAsync(new ReadyQuery(request.Worker, share.Queue, Quarantined: false, request.Most)).ConfigureAwait(false);
            int own = Math.Min(share.Most, request.Most - claimed.Count);
            Take(changes, claimed, request.Worker, rows.Take(own));
            left.AddRange(rows.Skip(own));
        }

        Take(changes, claimed, request.Worker, left.Take(request.Most - claimed.Count));
    }

    private static void Take(Changes changes, List<ClaimedTask> claimed, Guid worker, IEnumerable<TaskRow> rows)
    {
        foreach (TaskRow row in rows)
        {
            if (changes.Claim(row, worker) is { } running)
            {
                claimed.Add(new ClaimedTask(row.Id, running.Token, running.Attempt, row.Spec, row.Arguments, row.Quarantined));
            }
        }
    }
}
