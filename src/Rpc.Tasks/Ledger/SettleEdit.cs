using Rpc.Tasks.Backends;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Ledger;

/// <summary>Writes how attempts have ended.</summary>
internal static class SettleEdit
{
    public static async ValueTask<(IReadOnlyList<bool> Taken, Changes Changes)> RunAsync(ITaskTransaction transaction, IReadOnlyList<TaskSettlement> settlements, Func<double> random)
    {
        Dictionary<Guid, TaskRow> rows = (await transaction.LockAsync([.. settlements.Select(static settlement => settlement.Id).Distinct()]).ConfigureAwait(false)).ToDictionary(static row => row.Id);
        var changes = new Changes(transaction);
        var taken = new bool[settlements.Count];
        for (int i = 0; i < taken.Length; i++)
        {
            // One settlement of a task a transaction: what comes second is of an attempt that is over.
            taken[i] = rows.Remove(settlements[i].Id, out TaskRow? row) && changes.Apply(row, EventOf(settlements[i], random)) == TaskVerdict.Applied;
        }

        await changes.WriteAsync().ConfigureAwait(false);
        return (taken, changes);
    }

    private static TaskEvent EventOf(TaskSettlement settlement, Func<double> random) => settlement.Kind switch
    {
        TaskSettlementKind.Succeeded => new TaskEvent.Succeeded(settlement.Token, settlement.Result ?? []),
        TaskSettlementKind.Failed => new TaskEvent.AttemptFailed(settlement.Token, Error(settlement), settlement.MayRetry, random()),
        TaskSettlementKind.Undecodable => new TaskEvent.Undecodable(settlement.Token, Error(settlement)),
        TaskSettlementKind.Cancelled => new TaskEvent.CancelAcknowledged(settlement.Token),
        TaskSettlementKind.Released => new TaskEvent.Released(settlement.Token),
        _ => throw new ArgumentException($"{settlement.Kind} is not known.", nameof(settlement)),
    };

    private static TaskError Error(TaskSettlement settlement) => settlement.Error ?? new TaskError(RpcTaskFailure.None, "It failed.", []);
}
