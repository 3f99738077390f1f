using System.Collections.Concurrent;
using System.Data.Common;
using Rpc.Tasks.Backends;
using Rpc.Tasks.RabbitMq.Consuming;

namespace Rpc.Tasks.RabbitMq.Storeless;

/// <content>What workers ask.</content>
internal sealed partial class StorelessBackend
{
    private readonly ConcurrentDictionary<Guid, Intake> _workers = new();
    private readonly ConcurrentDictionary<long, RunningMessage> _running = new();
    private long _tokens;

    public ValueTask<WorkerLease> JoinAsync(WorkerJoin worker, CancellationToken cancellationToken = default)
    {
        broker.ThrowIfDisposed();
        _workers[worker.Id] = new Intake(worker, broker, TellDelivered, _ends.GiveBackAsync);
        return ValueTask.FromResult(new WorkerLease(worker.Lease));
    }

    // The broker knows its consumers by their connections: there is no lease to renew.
    public ValueTask<HeartbeatAnswer> HeartbeatAsync(WorkerBeat beat, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new HeartbeatAnswer(_workers.ContainsKey(beat.Worker), []));

    public async ValueTask<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken = default)
    {
        if (!_workers.TryGetValue(request.Worker, out Intake? intake))
        {
            return new ClaimAnswer(Known: false, [], LonersWait: false);
        }

        var claimed = new List<ClaimedTask>();
        while (claimed.Count < request.Most && intake.Take(request.Shares, request.Most - claimed.Count) is { Count: > 0 } taken)
        {
            foreach (Delivery delivery in taken)
            {
                if (await BeginAsync(intake, delivery).ConfigureAwait(false) is { } task)
                {
                    claimed.Add(task);
                }
            }
        }

        return new ClaimAnswer(Known: true, claimed, LonersWait: false);
    }

    public async ValueTask<IReadOnlyList<bool>> SettleAsync(IReadOnlyList<TaskSettlement> settlements, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        if (transaction is not null)
        {
            throw StorelessRules.NeedsStore("transactions");
        }

        return await Task.WhenAll(settlements.Select(settlement => SettleAsync(settlement).AsTask())).ConfigureAwait(false);
    }

    public async ValueTask LeaveAsync(Guid worker, CancellationToken cancellationToken = default)
    {
        if (_workers.TryRemove(worker, out Intake? intake))
        {
            // What still runs goes back with its channel.
            foreach ((long token, _) in _running.Where(running => running.Value.Worker == worker))
            {
                _running.TryRemove(token, out _);
            }

            await intake.DisposeAsync().ConfigureAwait(false);
        }
    }

    public ValueTask<byte[]?> ShapesAsync(string fingerprint, CancellationToken cancellationToken = default) => ValueTask.FromResult(_shapes.GetValueOrDefault(fingerprint));

    public ValueTask<TendAnswer> TendAsync(TendRequest request, CancellationToken cancellationToken = default)
    {
        bool ready = request.Worker is { } worker && _workers.TryGetValue(worker, out Intake? intake) && !intake.IsEmpty;
        return ValueTask.FromResult(new TendAnswer(ready, TimeSpan.FromMinutes(1)));
    }

    private async ValueTask<ClaimedTask?> BeginAsync(Intake intake, Delivery delivery)
    {
        if (TaskMessage.Of(delivery) is not { } message)
        {
            await _ends.DieAsync(delivery, RpcTaskFailure.Undecodable, "It is no task that this version can read. Programs that use this broker with a store and without one need vhosts of their own.").ConfigureAwait(false);
            return null;
        }

        if (!intake.Worker.Kinds.Contains(message.Spec.Kind, StringComparer.Ordinal))
        {
            await _ends.DieAsync(delivery, RpcTaskFailure.None, $"Worker {intake.Worker.Name} does not know {message.Spec.Kind}. Without a store all workers of a queue have to know all of its methods: give others queues of their own.").ConfigureAwait(false);
            return null;
        }

        if (delivery.Redeliveries + 1 > broker.Options.MaxDeliveries)
        {
            await _ends.DieAsync(delivery, RpcTaskFailure.WorkerLost, $"It was delivered {delivery.Redeliveries} times, and no worker has ended it.").ConfigureAwait(false);
            return null;
        }

        _shapes.TryAdd(message.Spec.Fingerprint, message.Shapes);
        long token = Interlocked.Increment(ref _tokens);
        var running = new RunningMessage(message, delivery, intake.Worker.Id);
        _running[token] = running;
        return new ClaimedTask(message.Id, token, running.Attempt, message.Spec, message.Arguments, IsAlone: false);
    }

    private async ValueTask<bool> SettleAsync(TaskSettlement settlement)
    {
        if (!_running.TryRemove(settlement.Token, out RunningMessage? running))
        {
            return false;
        }

        (TaskMessage message, Delivery delivery, _) = running;
        switch (settlement.Kind)
        {
            case TaskSettlementKind.Succeeded or TaskSettlementKind.Cancelled:
                return await delivery.AckAsync().ConfigureAwait(false);
            case TaskSettlementKind.Released:
                return await _ends.AgainAsync(delivery, message with { Attempts = running.Attempt - 1 }).ConfigureAwait(false);
            case TaskSettlementKind.Failed when settlement.MayRetry && message.Failures < message.Spec.Retry.MaxRetries:
                return await _ends.AgainAsync(delivery, message with { Attempts = running.Attempt, Failures = message.Failures + 1 }).ConfigureAwait(false);
            default:
                return await _ends.DieAsync(delivery, settlement.Error?.Failure ?? RpcTaskFailure.None, settlement.Error?.Message ?? "It failed.").ConfigureAwait(false);
        }
    }
}
