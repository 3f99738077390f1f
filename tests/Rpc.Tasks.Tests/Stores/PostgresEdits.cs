using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>The edits that a ledger makes, without the ledger.</summary>
internal static class PostgresEdits
{
    public static async Task<WorkerRow> JoinAsync(this ITaskStore store) => await store.RunAsync(async transaction =>
    {
        var worker = new WorkerRow(Guid.CreateVersion7(), "host:1", ["default"], [TaskStoreSuite.Add], 4, transaction.Now, transaction.Now, transaction.Now.AddHours(1));
        await transaction.PutWorkerAsync(worker);
        return worker;
    });

    public static async Task<Guid[]> EnqueueAsync(this ITaskStore store, int count, Func<TaskRow, TaskRow>? change = null)
    {
        Guid[] ids = [.. Enumerable.Range(0, count).Select(static _ => Guid.CreateVersion7())];
        await store.EnqueueAsync(ids, change);
        return ids;
    }

    public static async Task EnqueueAsync(this ITaskStore store, Guid[] ids, Func<TaskRow, TaskRow>? change = null) => await store.RunAsync(async transaction =>
    {
        await transaction.InsertAsync([.. ids.Select(id => (change ?? (static row => row))(Rows.Row(now: transaction.Now) with { Id = id }))]);
        transaction.Announce(new TaskSignal(TaskSignalKinds.Ready));
        return true;
    });

    public static async Task<TaskRow[]> ClaimAsync(this ITaskStore store, WorkerRow worker, int most) => await store.RunAsync(async transaction =>
    {
        TaskRow[] rows = [.. (await transaction.LockReadyAsync(new ReadyQuery(worker.Id, "default", Quarantined: false, most))).Select(row => row.After(new TaskEvent.Claimed(worker.Id), transaction.Now))];
        await transaction.SaveAsync(rows);
        return rows;
    });

    /// <summary>Gives how many ended.</summary>
    public static async Task<int> SucceedAsync(this ITaskStore store, IReadOnlyList<TaskRow> claimed) => await store.RunAsync(async transaction =>
    {
        var tokens = claimed.ToDictionary(static row => row.Id, static row => row.Token);
        TaskRow[] ended = [.. (await transaction.LockAsync([.. tokens.Keys]))
            .Select(row => TaskEngine.Apply(row, new TaskEvent.Succeeded(tokens[row.Id], [4]), transaction.Now))
            .Where(static decision => decision.Changed).Select(static decision => decision.Row)];
        await transaction.EndAsync(ended);
        transaction.Announce(new TaskSignal(TaskSignalKinds.Ended, [.. ended.Select(static row => row.Id)]));
        return ended.Length;
    });

    public static async Task<RpcTaskState> StateAsync(this ITaskStore store, Guid id) =>
        (await store.ReadAsync(transaction => transaction.FindAsync([id]))).SingleOrDefault()?.State ?? RpcTaskState.NotFound;
}
