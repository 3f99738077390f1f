using System.Data.Common;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Diagnostics;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Ledger;

/// <content>What workers ask.</content>
public sealed partial class TaskLedger
{
    /// <inheritdoc/>
    public async ValueTask<WorkerLease> JoinAsync(WorkerJoin worker, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(worker);
        await _store.RunAsync(
            async edit =>
            {
                await edit.PutWorkerAsync(new WorkerRow(worker.Id, worker.Name, worker.Queues, worker.Kinds, worker.Concurrency, edit.Now, edit.Now, edit.Now + worker.Lease)).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        bool more;
        do
        {
            (more, Changes changes) = await _store.RunAsync(edit => TendEdit.UnparkAsync(edit, worker.Kinds), cancellationToken).ConfigureAwait(false);
            TellReady(changes.Ready);
        }
        while (more);

        return new WorkerLease(worker.Lease);
    }

    /// <inheritdoc/>
    public async ValueTask<HeartbeatAnswer> HeartbeatAsync(WorkerBeat beat, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(beat);
        (HeartbeatAnswer answer, Changes changes) = await _store.RunAsync(edit => HeartbeatEdit.RunAsync(edit, beat), cancellationToken).ConfigureAwait(false);
        TellReady(changes.Ready);
        return answer;
    }

    /// <inheritdoc/>
    public ValueTask<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken = default) =>
        _store.RunAsync(edit => ClaimEdit.RunAsync(edit, request), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<bool>> SettleAsync(IReadOnlyList<TaskSettlement> settlements, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settlements);
        if (transaction is not null)
        {
            return (await _store.RunInAsync(transaction, edit => SettleEdit.RunAsync(edit, settlements, Random.Shared.NextDouble), cancellationToken).ConfigureAwait(false)).Taken;
        }

        return await Task.WhenAll(settlements.Select(_settlements.AddAsync)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask LeaveAsync(Guid worker, CancellationToken cancellationToken = default)
    {
        Changes changes = await _store.RunAsync(
            async edit =>
            {
                var released = new Changes(edit);
                foreach (TaskRow row in await edit.LockRunningAsync(worker).ConfigureAwait(false))
                {
                    released.Apply(row, new TaskEvent.Released(row.Token));
                }

                await released.WriteAsync().ConfigureAwait(false);
                await edit.RemoveWorkerAsync(worker).ConfigureAwait(false);
                return released;
            },
            cancellationToken).ConfigureAwait(false);
        TellReady(changes.Ready);
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> ShapesAsync(string fingerprint, CancellationToken cancellationToken = default) =>
        _store.ReadAsync(read => read.FindShapesAsync(fingerprint), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<TendAnswer> TendAsync(TendRequest request, CancellationToken cancellationToken = default)
    {
        TaskOutlook outlook = await _store.ReadAsync(read => read.PeekAsync(request.Queues, request.Worker), cancellationToken).ConfigureAwait(false);
        TimeSpan watched = _watch.Seen();
        bool ready = outlook.HasReady;
        bool again = false;
        if (outlook.NextDueAt <= outlook.Now)
        {
            (again, Changes changes) = await _store.RunAsync(TendEdit.DueAsync, cancellationToken).ConfigureAwait(false);
            TellReady(changes.Ready);
            ready |= changes.Ready.Count > 0;
        }

        if (outlook.NextLossAt <= outlook.Now)
        {
            (IReadOnlyList<WorkerRow> lost, Changes changes) = await _store.RunAsync(edit => TendEdit.LossesAsync(edit, watched), cancellationToken).ConfigureAwait(false);
            TaskMetrics.Lost(lost.Count);
            TellReady(changes.Ready);

            // Those that were lost have to be alone: whether this worker takes them shows when it claims.
            ready |= changes.Ready.Count > 0;
        }

        if (outlook.HasOther)
        {
            again |= await _store.RunAsync(edit => TendEdit.OtherAsync(edit, _options.Tombstones), cancellationToken).ConfigureAwait(false);
        }

        return new TendAnswer(ready, again ? TimeSpan.Zero : Wait(outlook));
    }

    /// <summary>Ready tasks that no broker was told of, though they are ready for a while; for a broker's sweeper.</summary>
    public ValueTask<IReadOnlyList<TaskRow>> UnpublishedAsync(TimeSpan readyFor, int most, CancellationToken cancellationToken = default) =>
        _store.RunAsync(edit => edit.LockUnpublishedAsync(edit.Now - readyFor, most), cancellationToken);

    /// <summary>A broker has taken word of these tasks.</summary>
    public ValueTask PublishedAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default) => TellAsync(ids, new TaskEvent.WasPublished(), cancellationToken);

    /// <summary>A broker's word of these tasks has come to somebody who cannot run them: as far as they are ready still, they are unpublished again.</summary>
    public ValueTask ReturnedAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default) => TellAsync(ids, new TaskEvent.WasReturned(), cancellationToken);

    /// <summary>Takes tasks out again that a broker has refused, as if they had never been enqueued: all or none. False where a worker has begun one meanwhile, or a broker has taken one.</summary>
    public ValueTask<bool> WithdrawAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default) => _store.RunAsync(
        async edit =>
        {
            IReadOnlyList<TaskRow> rows = await edit.LockAsync(ids).ConfigureAwait(false);
            if (rows.Count != ids.Count || rows.Any(static row => row.State == RpcTaskState.Running || row.Token > 0 || row.Published))
            {
                return false;
            }

            await edit.EndAsync([.. rows.Select(row => TaskEngine.Apply(row, new TaskEvent.CancelRequested(), edit.Now).Row)]).ConfigureAwait(false);
            await edit.DropNeedsAsync(ids).ConfigureAwait(false);
            await edit.ForgetAsync([], ids).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private async ValueTask TellAsync(IReadOnlyList<Guid> ids, TaskEvent happened, CancellationToken cancellationToken) => await _store.RunAsync(
        async edit =>
        {
            var changes = new Changes(edit);
            foreach (TaskRow row in await edit.LockAsync(ids).ConfigureAwait(false))
            {
                changes.Apply(row, happened);
            }

            await changes.WriteAsync().ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    private async ValueTask<IReadOnlyList<bool>> SettleTogetherAsync(IReadOnlyList<TaskSettlement> settlements)
    {
        (IReadOnlyList<bool> taken, Changes changes) = await _store.RunAsync(edit => SettleEdit.RunAsync(edit, settlements, Random.Shared.NextDouble)).ConfigureAwait(false);
        TellReady(changes.Ready);
        return taken;
    }

    private static TimeSpan Wait(TaskOutlook outlook)
    {
        DateTimeOffset next = outlook.Now + TimeSpan.FromMinutes(1);
        next = outlook.NextDueAt < next ? outlook.NextDueAt.Value : next;
        // One whose lease is over is looked at again at the next tick, once it was watched for long enough.
        next = outlook.NextLossAt > outlook.Now && outlook.NextLossAt < next ? outlook.NextLossAt.Value : next;
        return next > outlook.Now ? next - outlook.Now : TimeSpan.Zero;
    }
}
