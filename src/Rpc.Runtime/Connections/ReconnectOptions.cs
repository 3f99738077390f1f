using Rpc.Calls;

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
        init => _firstDelay = Backoff.Checked(value, $"{nameof(ReconnectOptions)}.{nameof(FirstDelay)}");
    }

    /// <summary>The longest pause. Default 500 ms; more than zero. Calls wait through pauses of up to <see cref="RetryOptions.MaxDelay"/>; where this one is longer, calls in between fail at once.</summary>
    public TimeSpan MaxDelay
    {
        get => _maxDelay;
        init => _maxDelay = Backoff.Checked(value, $"{nameof(ReconnectOptions)}.{nameof(MaxDelay)}");
    }

    /// <summary>The pause after so many failures in a row.</summary>
    internal TimeSpan DelayAfter(int failures) => Backoff.Longest(_firstDelay, _maxDelay, failures) * (0.5 + (Random.Shared.NextDouble() / 2));
}
