using Rpc.Tasks.RabbitMq.Diagnostics;
using Rpc.Tasks.RabbitMq.Links;

namespace Rpc.Tasks.RabbitMq.Consuming;

/// <summary>What one worker gets from one of the broker's queues: consumes it, again and again whatever happens, and holds what has come until it is taken. Thread-safe.</summary>
/// <remarks>Invariants, under <c>_lock</c>: <c>_held</c> is in the order of arrival, but for deliveries put back; what comes while <c>_wanted</c> is false is given back at once, so nothing is held then.</remarks>
internal sealed partial class Lane : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Delivery> _held = new();
    private readonly Broker _broker;
    private readonly ushort _prefetch;
    private readonly Action _arrived;
    private readonly Func<Delivery, ValueTask> _giveBack;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private readonly TaskCompletionSource _begun = NewChange();
    private TaskCompletionSource _changed = NewChange();
    private volatile LaneSession? _session;
    private volatile string? _problem;
    private bool _wanted = true;

    public Lane(string queue, int prefetch, Broker broker, Action arrived, Func<Delivery, ValueTask> giveBack)
    {
        Queue = queue;
        _prefetch = (ushort)prefetch;
        _broker = broker;
        _arrived = arrived;
        _giveBack = giveBack;
        _loop = RunAsync();
    }

    /// <summary>The broker's queue.</summary>
    public string Queue { get; }

    /// <summary>Why nothing comes though it should; null for nothing.</summary>
    public string? Problem => _problem;

    /// <summary>Completes when it consumes for the first time.</summary>
    public Task Begun => _begun.Task;

    /// <summary>How many deliveries wait to be taken.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>The next delivery that is not void.</summary>
    public Delivery? Take()
    {
        lock (_lock)
        {
            while (_held.First is { } first)
            {
                _held.RemoveFirst();
                if (!first.Value.IsVoid)
                {
                    return first.Value;
                }
            }

            return null;
        }
    }

    /// <summary>A delivery that was taken and could not be used yet.</summary>
    public void PutBack(Delivery delivery)
    {
        lock (_lock)
        {
            if (_wanted)
            {
                _held.AddFirst(delivery);
                return;
            }
        }

        _ = _giveBack(delivery).AsTask();
    }

    /// <summary>Lets deliveries come, or lets none come and gives back what is held.</summary>
    public void Want(bool wanted)
    {
        Delivery[] held;
        lock (_lock)
        {
            if (_wanted == wanted)
            {
                return;
            }

            _wanted = wanted;
            held = wanted ? [] : [.. _held];
            if (!wanted)
            {
                _held.Clear();
            }

            Change();
        }

        foreach (Delivery delivery in held)
        {
            _ = _giveBack(delivery).AsTask();
        }
    }

    /// <summary>Makes the consumer anew: it may be one that the broker does not know.</summary>
    public void Renew() => _session?.End("it is made anew, as nothing came.");

    internal void Arrived(Delivery delivery)
    {
        RabbitMetrics.Delivered();
        lock (_lock)
        {
            if (_wanted)
            {
                _held.AddLast(delivery);
            }
            else
            {
                _ = _giveBack(delivery).AsTask();
                return;
            }
        }

        _arrived();
    }

    internal void QueueIsGone() => _broker.Topology.Forget(Queue);

    public async ValueTask DisposeAsync()
    {
        Want(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    // Under _lock.
    private void Change()
    {
        TaskCompletionSource changed = _changed;
        _changed = NewChange();
        changed.TrySetResult();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
