using Rpc.Tasks.Backends;
using Rpc.Tasks.RabbitMq.Links;

namespace Rpc.Tasks.RabbitMq.Consuming;

/// <summary>What one worker gets: three lanes for each of its queues. Thread-safe.</summary>
/// <remarks>A worker that is full claims nothing. What is held for it goes back to the broker then, so that another worker may have it and the broker's consumer timeout never ends; it comes again with the next claim.</remarks>
internal sealed class Intake : IAsyncDisposable
{
    // So many that a lane does not seem empty only because its next deliveries are on their way, which a quorum queue sends after it has written the acknowledgements: one that is less urgent would be served then.
    private const int ForEach = 4;
    private const int Least = 100;
    private const int Most = 2000;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    // How long the first deliveries of all lanes may take, of which the most urgent are to be the first.
    private static readonly TimeSpan s_opening = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Lane[]> _lanes;
    private readonly TimeProvider _clock;
    private readonly ITimer _watch;
    private long _taken;
    private volatile bool _paused;
    private volatile bool _open;

    public Intake(WorkerJoin worker, Broker broker, Action arrived, Func<Delivery, ValueTask> giveBack)
    {
        Worker = worker;
        _clock = broker.Clock;
        _taken = _clock.GetTimestamp();
        int prefetch = broker.Options.Prefetch > 0 ? broker.Options.Prefetch : Math.Clamp(worker.Concurrency * ForEach, Least, Most);
        _lanes = worker.Queues.ToDictionary(
            static queue => queue,
            queue => QueueNames.Priorities.Select(priority => new Lane(QueueNames.Of(queue, priority), prefetch, broker, arrived, giveBack)).ToArray(),
            StringComparer.Ordinal);
        _watch = _clock.CreateTimer(static intake => ((Intake)intake!).Look(), this, s_look, s_look);
        _ = OpenAsync(arrived);
    }

    /// <summary>Whose it is.</summary>
    public WorkerJoin Worker { get; }

    /// <summary>Why nothing comes; null for nothing.</summary>
    public string? Problem => All().Select(static lane => lane.Problem).FirstOrDefault(static problem => problem is not null);

    /// <summary>Whether nothing waits to be taken.</summary>
    public bool IsEmpty => All().All(static lane => lane.Count == 0);

    /// <summary>Takes deliveries: each queue its share, the rest to whoever has more; of one queue the most urgent first.</summary>
    public List<Delivery> Take(IReadOnlyList<QueueShare> shares, int most)
    {
        Interlocked.Exchange(ref _taken, _clock.GetTimestamp());
        if (_paused)
        {
            _paused = false;
            Want(true);
        }

        var taken = new List<Delivery>();
        if (!_open)
        {
            return taken;
        }

        foreach (QueueShare share in shares)
        {
            Take(share.Queue, Math.Min(share.Most, most - taken.Count), taken);
        }

        foreach (QueueShare share in shares)
        {
            Take(share.Queue, most - taken.Count, taken);
        }

        return taken;
    }

    /// <summary>Deliveries that were taken and could not be used yet, in the order in which they were taken.</summary>
    public void PutBack(IReadOnlyList<Delivery> deliveries)
    {
        for (int i = deliveries.Count - 1; i >= 0; i--)
        {
            Delivery delivery = deliveries[i];
            All().First(lane => lane.Queue == delivery.Queue).PutBack(delivery);
        }
    }

    /// <summary>Makes all consumers anew.</summary>
    public void Renew()
    {
        foreach (Lane lane in All())
        {
            lane.Renew();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(All().Select(static lane => lane.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private void Take(string queue, int most, List<Delivery> taken)
    {
        if (!_lanes.TryGetValue(queue, out Lane[]? lanes))
        {
            return;
        }

        foreach (Lane lane in lanes)
        {
            for (; most > 0 && lane.Take() is { } delivery; most--)
            {
                taken.Add(delivery);
            }
        }
    }

    /// <summary>Lets nothing be taken until all lanes have begun, so that order does not depend on which one was the quickest.</summary>
    private async Task OpenAsync(Action arrived)
    {
        await Task.WhenAll(All().Select(static lane => lane.Begun)).WaitAsync(s_longest, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(s_opening, _clock).ConfigureAwait(false);
        _open = true;
        arrived();
    }

    private void Look()
    {
        if (!_paused && !IsEmpty && _clock.GetElapsedTime(Interlocked.Read(ref _taken)) > s_patience)
        {
            _paused = true;
            Want(false);
        }
    }

    private void Want(bool wanted)
    {
        foreach (Lane lane in All())
        {
            lane.Want(wanted);
        }
    }

    private IEnumerable<Lane> All() => _lanes.Values.SelectMany(static lanes => lanes);
}
