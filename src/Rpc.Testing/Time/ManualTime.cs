namespace Rpc.Testing;

/// <summary>A clock that moves when told: <c>Task.Delay(time, clock)</c>, timers, timestamps and the hour all follow it. Thread-safe.</summary>
/// <remarks>Timers fire inside <see cref="Advance"/>, on its thread, in the order of their due times; those of one time in the order in which they were set.
/// A timer that is due at once fires at the next <see cref="Advance"/>. What a timer throws comes out of it.</remarks>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;

    /// <summary>A clock that stands.</summary>
    /// <param name="start">The hour that it shows; null for midnight, 1 January 2026, UTC.</param>
    public ManualTime(DateTimeOffset? start = null) => _now = start ?? new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Ticks of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>UTC, on every machine.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How many timers are set: what waits for this clock.</summary>
    public int Timers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and fires on the way what becomes due, each timer at its time.</summary>
    /// <param name="by">Zero or more.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset end = GetUtcNow() + by;
        while (true)
        {
            ManualTimer? next;
            lock (_gate)
            {
                next = _timers.Where(timer => timer.DueAt <= end).MinBy(static timer => timer.DueAt);
                DateTimeOffset at = next?.DueAt ?? end;
                _now = at > _now ? at : _now;
                next?.Fired(next.DueAt);
            }

            if (next is null)
            {
                return;
            }

            next.Fire();
        }
    }

    /// <summary>Moves the clock as a process finds it that was suspended: each timer that is due fires once, late.</summary>
    /// <param name="by">Zero or more.</param>
    public void Jump(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        ManualTimer[] due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.DueAt <= _now).OrderBy(static timer => timer.DueAt)];
            foreach (ManualTimer timer in due)
            {
                timer.Fired(_now);
            }
        }

        foreach (ManualTimer timer in due)
        {
            timer.Fire();
        }
    }

    /// <summary>Advances in short steps, and gives what the timers started a moment of real time to run in between.</summary>
    /// <param name="duration">By how much in all.</param>
    /// <param name="step">By how much at a time; 250 ms unless given.</param>
    public async Task RunAsync(TimeSpan duration, TimeSpan? step = null)
    {
        TimeSpan one = step ?? TimeSpan.FromMilliseconds(250);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(one, TimeSpan.Zero, nameof(step));
        for (TimeSpan gone = TimeSpan.Zero; gone < duration; gone += one)
        {
            Advance(one);
            await Task.Delay(3).ConfigureAwait(false);
        }
    }

    /// <summary>Sets or stops a timer. Under no lock of its own: the clock's guards all timers.</summary>
    internal void Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (timer.Set(dueTime == Timeout.InfiniteTimeSpan ? null : _now + dueTime, period))
            {
                _timers.Add(timer);
            }
        }
    }

    /// <summary>Takes a timer off that fired for the last time. Under the lock.</summary>
    internal void Remove(ManualTimer timer) => _timers.Remove(timer);
}
