using System.Collections.Concurrent;
using Rpc.Tasks.RabbitMq.Consuming;

namespace Rpc.Tasks.RabbitMq.Stored;

/// <summary>What is known of a worker that has joined here. Thread-safe; a hint that is a little old does no harm.</summary>
internal sealed class StoredWorker(Intake intake, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>How long ready tasks may be seen while nothing is delivered, before they are taken from the store.</summary>
    private static readonly TimeSpan s_missing = TimeSpan.FromSeconds(5);

    /// <summary>How long a task may be forgotten by a broker that delivers others without end.</summary>
    private static readonly TimeSpan s_forgotten = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _kinds = new(intake.Worker.Kinds, StringComparer.Ordinal);
    private long _readySince;
    private long _direct = clock.GetTimestamp();
    private long _renewed = clock.GetTimestamp();
    private volatile bool _lonersMayWait = true;

    public Intake Intake => intake;

    /// <summary>Deliveries of kinds that this worker does not know, and when they came.</summary>
    public ConcurrentQueue<(Guid Id, long At)> Strangers { get; } = new();

    public bool Knows(string kind) => _kinds.Contains(kind);

    /// <summary>Whether to look for tasks that have to be alone, which no broker delivers: when something is ready, once, and as long as there are some.</summary>
    public bool LonersMayWait
    {
        get => _lonersMayWait;
        set => _lonersMayWait = value;
    }

    /// <summary>The store was asked whether something is ready for this worker.</summary>
    /// <param name="hasReady">What it said.</param>
    /// <param name="isDelivering">Whether the broker works as far as is known. While it does not, enqueues are refused, and taking their tasks from the store would make that a matter of luck.</param>
    public void Tended(bool hasReady, bool isDelivering)
    {
        _lonersMayWait |= hasReady;
        if (!hasReady || !isDelivering)
        {
            Interlocked.Exchange(ref _readySince, 0);
            Interlocked.Exchange(ref _direct, clock.GetTimestamp());
        }
        else if (intake.IsEmpty)
        {
            Interlocked.CompareExchange(ref _readySince, clock.GetTimestamp(), 0);
        }
    }

    /// <summary>Something was delivered.</summary>
    public void Delivered() => Interlocked.Exchange(ref _readySince, 0);

    /// <summary>Whether to take tasks from the store that the broker should have delivered, or has forgotten.</summary>
    public bool MayTakeDirectly()
    {
        long since = Interlocked.Read(ref _readySince);
        if ((since == 0 || clock.GetElapsedTime(since) < s_missing) && clock.GetElapsedTime(Interlocked.Read(ref _direct)) < s_forgotten)
        {
            return false;
        }

        Interlocked.Exchange(ref _direct, clock.GetTimestamp());
        return true;
    }

    /// <summary>Tasks were ready and not delivered: the consumers may be none to the broker.</summary>
    public void RenewConsumers()
    {
        if (clock.GetElapsedTime(Interlocked.Read(ref _renewed)) > s_renewal)
        {
            Interlocked.Exchange(ref _renewed, clock.GetTimestamp());
            intake.Renew();
        }
    }

    public ValueTask DisposeAsync() => intake.DisposeAsync();
}
