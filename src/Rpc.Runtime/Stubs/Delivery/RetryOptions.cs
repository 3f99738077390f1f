using Rpc.Calls;

namespace Rpc;

/// <summary>How calls that failed are made again. Immutable.</summary>
/// <remarks>
/// A call whose failure shows that it never ran (the connection could not be made or broke before the call was taken, the server drains, the server was over a limit) is repeated whatever its
/// method; one whose answer was lost only where its method is <see cref="IdempotentAttribute"/>. Failures of handlers, deadlines and lost sessions are never repeated.
/// </remarks>
public sealed record RetryOptions
{
    private readonly int _maxAttempts = 4;
    private readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(25);
    private readonly TimeSpan _maxDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>The defaults: an address where nobody answers is given up after about a third of a second.</summary>
    public static RetryOptions Default { get; } = new();

    /// <summary>Every call is sent once.</summary>
    public static RetryOptions None { get; } = new() { MaxAttempts = 1 };

    /// <summary>How often a call is made in all. Default 4; 1 or more, and 1 is never again. Attempts to connect that failed before, for other calls to the same address, count too: a call does not start over what others have tried.</summary>
    public int MaxAttempts
    {
        get => _maxAttempts;
        init => _maxAttempts = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(RetryOptions)}.{nameof(MaxAttempts)} counts the first attempt, so it is 1 or more.");
    }

    /// <summary>The longest pause before the second attempt; each further one is twice as long. What is waited is a random part of it. Default 25 ms; more than zero.</summary>
    public TimeSpan FirstDelay
    {
        get => _firstDelay;
        init => _firstDelay = Backoff.Checked(value, $"{nameof(RetryOptions)}.{nameof(FirstDelay)}");
    }

    /// <summary>The longest pause before any attempt, and for how long a call waits for an address to which connecting has just failed. Default 500 ms; more than zero. A pause never reaches beyond the call's deadline.</summary>
    public TimeSpan MaxDelay
    {
        get => _maxDelay;
        init => _maxDelay = Backoff.Checked(value, $"{nameof(RetryOptions)}.{nameof(MaxDelay)}");
    }

    /// <summary>The pause after so many attempts that failed: a random part of the longest (full jitter), so that callers who failed together do not come back together.</summary>
    internal TimeSpan DelayAfter(int attempts) => Backoff.Longest(_firstDelay, _maxDelay, attempts) * Random.Shared.NextDouble();
}
