using System.Data.Common;
using Rpc.Tasks.Backends;
using Rpc.Tasks.RabbitMq.Consuming;
using Rpc.Tasks.RabbitMq.Diagnostics;

namespace Rpc.Tasks.RabbitMq.Stored;

/// <content>What workers ask.</content>
internal sealed partial class RabbitBackend
{
    public async ValueTask<WorkerLease> JoinAsync(WorkerJoin worker, CancellationToken cancellationToken = default)
    {
        _broker.ThrowIfDisposed();
        WorkerLease lease = await _ledger.JoinAsync(worker, cancellationToken).ConfigureAwait(false);
        _workers[worker.Id] = new StoredWorker(new Intake(worker, _broker, TellDelivered, static async delivery => await delivery.ReturnAsync().ConfigureAwait(false)), _broker.Clock);
        return lease;
    }

    public async ValueTask<HeartbeatAnswer> HeartbeatAsync(WorkerBeat beat, CancellationToken cancellationToken = default)
    {
        HeartbeatAnswer answer = await _ledger.HeartbeatAsync(beat, cancellationToken).ConfigureAwait(false);
        if (!answer.Known)
        {
            await DropAsync(beat.Worker).ConfigureAwait(false);
        }

        return answer;
    }

    public async ValueTask<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken = default)
    {
        if (!_workers.TryGetValue(request.Worker, out StoredWorker? worker))
        {
            return await _ledger.ClaimAsync(request with { LonersOnly = true }, cancellationToken).ConfigureAwait(false);
        }

        bool lonersWait = false;
        if (worker.LonersMayWait)
        {
            worker.LonersMayWait = false;
            ClaimAnswer loners = await _ledger.ClaimAsync(request with { LonersOnly = true }, cancellationToken).ConfigureAwait(false);
            worker.LonersMayWait = loners.LonersWait || loners.Tasks.Count > 0;
            if (!loners.Known || loners.Tasks.Count > 0)
            {
                return await KnownAsync(request.Worker, loners).ConfigureAwait(false);
            }

            lonersWait = loners.LonersWait;
        }

        ClaimAnswer answer = await DeliveredAsync(worker, request, cancellationToken).ConfigureAwait(false);
        if (answer is { Known: true, Tasks.Count: 0 } && worker.MayTakeDirectly())
        {
            answer = await _ledger.ClaimAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer.Tasks.Count > 0)
            {
                RabbitLog.DeliveryMissing(_broker.Log, _broker.Name, answer.Tasks.Count);
                RabbitMetrics.Direct(answer.Tasks.Count);
                worker.RenewConsumers();
            }
        }

        return await KnownAsync(request.Worker, answer with { LonersWait = answer.LonersWait || lonersWait }).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<bool>> SettleAsync(IReadOnlyList<TaskSettlement> settlements, DbTransaction? transaction = null, CancellationToken cancellationToken = default) =>
        _ledger.SettleAsync(settlements, transaction, cancellationToken);

    public async ValueTask LeaveAsync(Guid worker, CancellationToken cancellationToken = default)
    {
        await DropAsync(worker).ConfigureAwait(false);
        await _ledger.LeaveAsync(worker, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<TendAnswer> TendAsync(TendRequest request, CancellationToken cancellationToken = default)
    {
        TendAnswer answer = await _ledger.TendAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.Worker is { } id && _workers.TryGetValue(id, out StoredWorker? worker))
        {
            worker.Tended(answer.HasReady, isDelivering: _broker.Problem is null);
            if (answer.HasReady)
            {
                await _sweeper.SweepAsync().ConfigureAwait(false);
            }
        }

        return answer;
    }

    /// <summary>Claims what was delivered, until the worker is full or nothing is left. Deliveries that the store does not give are of tasks that run, have ended or are gone.</summary>
    private async ValueTask<ClaimAnswer> DeliveredAsync(StoredWorker worker, ClaimRequest request, CancellationToken cancellationToken)
    {
        var claimed = new List<ClaimedTask>();
        while (claimed.Count < request.Most && worker.Intake.Take(request.Shares, request.Most - claimed.Count) is { Count: > 0 } taken)
        {
            worker.Delivered();
            Dictionary<Guid, int> wanted = Sort(worker, taken);
            if (wanted.Count > 0)
            {
                ClaimAnswer answer;
                try
                {
                    answer = await _ledger.ClaimAsync(request with { Ids = [.. wanted.Keys], Most = wanted.Count }, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception)
                {
                    worker.Intake.PutBack(taken);
                    if (claimed.Count == 0)
                    {
                        throw;
                    }

                    break;
                }

                if (!answer.Known)
                {
                    return answer with { Known = claimed.Count > 0, Tasks = claimed };
                }

                claimed.AddRange(answer.Tasks.OrderBy(task => wanted[task.Id]));
                RabbitMetrics.Dropped(taken.Count(delivery => worker.Knows(delivery.Kind)) - answer.Tasks.Count);
            }

            // Claimed is claimed: how long they run is not the broker's concern.
            _ = AckAsync(taken);
        }

        return new ClaimAnswer(Known: true, claimed, LonersWait: false);
    }

    /// <summary>The tasks to claim, in the order in which they came; what this worker does not know is kept for others.</summary>
    private Dictionary<Guid, int> Sort(StoredWorker worker, List<Delivery> taken)
    {
        var wanted = new Dictionary<Guid, int>();
        for (int i = taken.Count - 1; i >= 0; i--)
        {
            Delivery delivery = taken[i];
            if (delivery.Id is not { } id || delivery.Properties.ContentType != ReadyFeed.ContentType)
            {
                taken.RemoveAt(i);
                RabbitMetrics.Dead();
                RabbitLog.DeadLetter(_broker.Log, delivery.Queue, "it does not name a task of a store. Programs that use this broker with a store and without one need vhosts of their own.");
                _ = delivery.RejectAsync().AsTask();
            }
            else if (worker.Knows(delivery.Kind))
            {
                wanted[id] = i;
            }
            else
            {
                worker.Strangers.Enqueue((id, _broker.Clock.GetTimestamp()));
            }
        }

        return wanted;
    }

    private static async Task AckAsync(List<Delivery> taken)
    {
        foreach (Delivery delivery in taken)
        {
            await delivery.AckAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<ClaimAnswer> KnownAsync(Guid worker, ClaimAnswer answer)
    {
        if (!answer.Known)
        {
            await DropAsync(worker).ConfigureAwait(false);
        }

        return answer;
    }

    private async ValueTask DropAsync(Guid id)
    {
        if (_workers.TryRemove(id, out StoredWorker? worker))
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }
    }
}
