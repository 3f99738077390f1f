using System.Collections.Concurrent;
using System.Data.Common;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Ledger;
using Rpc.Tasks.RabbitMq.Links;
using Rpc.Tasks.RabbitMq.Publishing;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.RabbitMq.Stored;

/// <summary>Tasks kept by a store and delivered by RabbitMQ. The store is the truth: a message only says that there is something to claim, so one that comes twice, or late, or not at all changes nothing of what a task may become. Thread-safe.</summary>
internal sealed partial class RabbitBackend : ITaskBackend
{
    private readonly Broker _broker;
    private readonly TaskLedger _ledger;
    private readonly ReadyFeed _feed;
    private readonly Sweeper _sweeper;
    private readonly TransactionWatch _transactions;
    private readonly TaskListeners _listeners = new();
    private readonly ConcurrentDictionary<Guid, StoredWorker> _workers = new();

    public RabbitBackend(Broker broker, TaskLedger ledger, ReadyFeed feed)
    {
        _broker = broker;
        _ledger = ledger;
        _feed = feed;
        _sweeper = new Sweeper(broker, ledger, feed, () => [.. _workers.Values]);
        _transactions = new TransactionWatch(feed, broker);
    }

    public string Name => $"{_broker.Name} with {_ledger.Name}";

    public TaskBackendTraits Traits => _ledger.Traits;

    public string? Problem => _broker.Problem ?? _workers.Values.Select(static worker => worker.Intake.Problem).FirstOrDefault(static problem => problem is not null) ?? _ledger.Problem;

    /// <summary>The row first, then its message: when this returns the store has the one and the broker the other. What the broker refuses is taken out of the store again.</summary>
    public async ValueTask<IReadOnlyList<EnqueueAnswer>> EnqueueAsync(EnqueueRequest request, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        if (transaction is not null)
        {
            IReadOnlyList<EnqueueAnswer> uncommitted = await _ledger.EnqueueAsync(request, transaction, cancellationToken).ConfigureAwait(false);
            _transactions.Watch(transaction, [.. request.Tasks.Where((task, i) => uncommitted[i].IsNew && task is { Delay.Ticks: 0, DueAt: null, Spec.Needs: 0 })]);
            return uncommitted;
        }

        PublishGroup group = _feed.Await(request.Tasks);
        try
        {
            IReadOnlyList<EnqueueAnswer> answers = await _ledger.EnqueueAsync(request, null, cancellationToken).ConfigureAwait(false);
            if (!await group.ConfirmedAsync(_broker.Options.PublishTimeout, _broker.Clock, cancellationToken).ConfigureAwait(false) && group.Confirmed == 0)
            {
                group.GiveUp();
                await WithdrawAsync(group, [.. answers.Where(static answer => answer.IsNew).Select(static answer => answer.Id)]).ConfigureAwait(false);
            }

            // Where the broker has some and not others, all of them are in the store, and the rest is published by a sweeper.
            return answers;
        }
        finally
        {
            _feed.Forget(request.Tasks);
        }
    }

    public IDisposable Listen(Action<TaskSignal> heard)
    {
        IDisposable delivered = _listeners.Add(heard);

        // What has become ready in the store is of use when it is delivered.
        IDisposable stored = _ledger.Listen(signal =>
        {
            if ((signal.Kinds & ~TaskSignalKinds.Ready) is var kinds and not TaskSignalKinds.None)
            {
                heard(signal with { Kinds = kinds });
            }
        });
        return new Both(delivered, stored);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Guid worker in _workers.Keys)
        {
            await DropAsync(worker).ConfigureAwait(false);
        }

        await _broker.DisposeAsync().ConfigureAwait(false);
        await _sweeper.DisposeAsync().ConfigureAwait(false);
        await _ledger.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask WithdrawAsync(PublishGroup group, Guid[] ids)
    {
        string problem = group.Problem?.Message ?? _broker.Problem ?? $"{_broker.Name} has not confirmed within {_broker.Options.PublishTimeout.TotalSeconds:0.#} s.";
        try
        {
            if (!await _ledger.WithdrawAsync(ids).ConfigureAwait(false))
            {
                // A worker has begun one: the enqueue has succeeded, only its confirm was lost.
                return;
            }
        }
        catch (Exception exception)
        {
            throw new RpcException(RpcStatus.Unavailable, $"The task could not be published, nor taken out of {_ledger.Name} again, so it may run: {problem}", RpcOutcome.MaybeExecuted, innerException: exception);
        }

        throw new RpcException(
            group.Problem is RpcException refusal ? refusal.Status : RpcStatus.Unavailable,
            $"The task was not enqueued: {problem}",
            RpcOutcome.NotExecuted,
            innerException: group.Problem);
    }

    private void TellDelivered() => _listeners.Tell(new TaskSignal(TaskSignalKinds.Ready));

    private sealed class Both(IDisposable one, IDisposable other) : IDisposable
    {
        public void Dispose()
        {
            one.Dispose();
            other.Dispose();
        }
    }
}
