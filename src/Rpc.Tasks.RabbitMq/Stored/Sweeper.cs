using Rpc.Tasks.Engine;
using Rpc.Tasks.Ledger;
using Rpc.Tasks.RabbitMq.Diagnostics;
using Rpc.Tasks.RabbitMq.Links;

namespace Rpc.Tasks.RabbitMq.Stored;

/// <summary>Keeps the store's idea of what the broker knows, and publishes again what it does not know. Thread-safe.</summary>
internal sealed class Sweeper : IAsyncDisposable
{
    private const int Most = 1000;
    private static readonly TimeSpan s_marking = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_sweeping = TimeSpan.FromSeconds(1);

    // Longer than its own publisher may take to have the store told that it was published, which would come on top of what is told here.
    private static readonly TimeSpan s_estranged = TimeSpan.FromSeconds(2);

    private readonly Broker _broker;
    private readonly TaskLedger _ledger;
    private readonly ReadyFeed _feed;
    private readonly Func<IReadOnlyCollection<StoredWorker>> _workers;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private long _swept;

    public Sweeper(Broker broker, TaskLedger ledger, ReadyFeed feed, Func<IReadOnlyCollection<StoredWorker>> workers)
    {
        _broker = broker;
        _ledger = ledger;
        _feed = feed;
        _workers = workers;
        _loop = RunAsync();
    }

    /// <summary>Publishes ready tasks again of which the broker has not heard for a while, at most once a second. Only kinds that a worker here knows: those of others are others' to publish.</summary>
    public async ValueTask SweepAsync()
    {
        long swept = Interlocked.Read(ref _swept);
        if ((swept != 0 && _broker.Clock.GetElapsedTime(swept) < s_sweeping) || Interlocked.CompareExchange(ref _swept, _broker.Clock.GetTimestamp(), swept) != swept || _broker.Problem is not null)
        {
            return;
        }

        IReadOnlyList<TaskRow> rows = await _ledger.UnpublishedAsync(_broker.Options.RepublishAfter, Most).ConfigureAwait(false);
        IReadOnlyCollection<StoredWorker> workers = _workers();
        TaskRow[] missing = [.. rows.Where(row => !_feed.IsUnderway(row.Id) && workers.Any(worker => worker.Knows(row.Spec.Kind)))];
        if (missing.Length > 0)
        {
            RabbitLog.Republished(_broker.Log, _broker.Name, missing.Length);
            RabbitMetrics.Republished(missing.Length);
            _feed.BecameReady(missing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await TellAsync().ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(s_marking, _broker.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                await TellAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task TellAsync()
    {
        while (_feed.TakeConfirmed(Most) is { Count: > 0 } confirmed)
        {
            try
            {
                await _ledger.PublishedAsync(confirmed).ConfigureAwait(false);
                _feed.Marked(confirmed);
            }
            catch (Exception exception)
            {
                _feed.NotMarked(confirmed);
                RabbitLog.MarkFailed(_broker.Log, exception, _ledger.Name);
                return;
            }
        }

        foreach (StoredWorker worker in _workers())
        {
            await ReturnAsync(worker).ConfigureAwait(false);
        }
    }

    private async Task ReturnAsync(StoredWorker worker)
    {
        var ids = new List<Guid>();
        while (ids.Count < Most && worker.Strangers.TryPeek(out (Guid Id, long At) stranger) && _broker.Clock.GetElapsedTime(stranger.At) > s_estranged && worker.Strangers.TryDequeue(out stranger))
        {
            ids.Add(stranger.Id);
        }

        if (ids.Count > 0)
        {
            try
            {
                await _ledger.ReturnedAsync(ids).ConfigureAwait(false);
                RabbitLog.Strangers(_broker.Log, ids.Count, worker.Intake.Worker.Name);
            }
            catch (Exception exception)
            {
                RabbitLog.MarkFailed(_broker.Log, exception, _ledger.Name);
                foreach (Guid id in ids)
                {
                    worker.Strangers.Enqueue((id, _broker.Clock.GetTimestamp()));
                }
            }
        }
    }
}
