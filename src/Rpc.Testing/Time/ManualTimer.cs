namespace Rpc.Testing;

/// <summary>A timer of a <see cref="ManualTime"/>, whose lock guards it.</summary>
internal sealed class ManualTimer(ManualTime clock, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _disposed;

    public DateTimeOffset DueAt { get; private set; } = DateTimeOffset.MaxValue;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        clock.Set(this, dueTime, period);
        return true;
    }

    /// <summary>Whether the timer is to fire at all.</summary>
    public bool Set(DateTimeOffset? dueAt, TimeSpan period)
    {
        _period = period;
        DueAt = dueAt ?? DateTimeOffset.MaxValue;
        return dueAt is not null;
    }

    /// <summary>It fires now: sets its next time, if there is one.</summary>
    public void Fired(DateTimeOffset at)
    {
        if (_period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero)
        {
            clock.Remove(this);
        }
        else
        {
            DueAt = at + _period;
        }
    }

    public void Fire() => callback(state);

    public void Dispose()
    {
        Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _disposed = true;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
