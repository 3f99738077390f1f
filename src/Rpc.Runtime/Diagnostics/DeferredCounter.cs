using System.Diagnostics.Metrics;

namespace Rpc.Diagnostics;

/// <summary>
/// An up-down counter whose instrument appears a moment after the first change, with the sum of all changes until then: making it costs a new process
/// more than connecting does, and nobody reads the metrics of a process that is about to end. Thread-safe.
/// </summary>
internal sealed class DeferredCounter(Func<UpDownCounter<int>> create, Action published)
{
    private const int DelayMilliseconds = 200;

    private readonly Lock _lock = new();
    private volatile UpDownCounter<int>? _instrument;
    private Timer? _timer;
    private int _sum;
    private int _published;

    /// <summary>Counts a change.</summary>
    public void Add(int change)
    {
        if (_instrument is { } instrument)
        {
            instrument.Add(change);
            return;
        }

        lock (_lock)
        {
            // The instrument is set under this lock, after the sum was told to it.
            if (_instrument is null)
            {
                _sum += change;
                _timer ??= new Timer(static counter => ((DeferredCounter)counter!).Publish(), this, DelayMilliseconds, Timeout.Infinite);
                return;
            }
        }

        _instrument.Add(change);
    }

    /// <summary>Makes the instrument now: for a process that will live, as a server's does.</summary>
    public void Publish()
    {
        if (Interlocked.Exchange(ref _published, 1) != 0)
        {
            return;
        }

        // Outside the lock, because listeners hear of it here and run code of their own.
        UpDownCounter<int> instrument = create();
        published();
        lock (_lock)
        {
            instrument.Add(_sum);
            _instrument = instrument;
            _timer?.Dispose();
        }
    }
}
