namespace Rpc;

/// <summary>How long a client leaves an address alone to which connecting has failed. Immutable.</summary>
/// <remarks>All calls to an address share one attempt at a time, and the pauses between attempts that failed. Nothing is tried while nobody calls.</remarks>
public sealed record ReconnectOptions
{
    private readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(50);
    private readonly TimeSpan _maxDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>The pause after the first failure; each further one is twice as long. Between a half and the whole of it is waited, at random. Default 50 ms; more than zero.</summary>
    public TimeSpan FirstDelay
    {
        get => _firstDelay;
        init => _firstDelay = Positive(value, nameof(FirstDelay));
    }

    /// <summary>The longest pause. Default 500 ms; more than zero. Calls wait through pauses of up to <see cref="RetryOptions.MaxDelay"/>; where this one is longer, calls in between fail at once.</summary>
    public TimeSpan MaxDelay
    {
        get => _maxDelay;
        init => _maxDelay = Positive(value, nameof(MaxDelay));
    }

    /// <summary>The pause after so many failures in a row.</summary>
    internal TimeSpan DelayAfter(int failures)
    {
        double longest = Math.Min(_maxDelay.TotalMilliseconds, _firstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30)));
        return TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    private static TimeSpan Positive(TimeSpan value, string name) =>
        value > TimeSpan.Zero && value.TotalMilliseconds <= int.MaxValue ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(ReconnectOptions)}.{name} must be more than zero and less than 24 days.");
}
