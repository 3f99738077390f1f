namespace Rpc.Tasks;

/// <summary>When a task is tried again. Immutable; stored with the task.</summary>
/// <remarks>
/// Two budgets that have nothing to do with each other: exceptions of the method, and deaths of the worker that ran it. The defaults are what the caller of a method expects: an exception is final, and a worker
/// that dies is nobody's fault.
/// </remarks>
public sealed record RetryPolicy
{
    /// <summary>No further attempt after an exception.</summary>
    public static RetryPolicy None { get; } = new();

    /// <summary>How often it is tried again after an exception or a timeout. 0 (default) to 1,000.</summary>
    public int MaxRetries { get; init; }

    /// <summary>The longest wait before the first further attempt. Default 0: at once.</summary>
    public TimeSpan FirstDelay { get; init; }

    /// <summary>What the longest wait is multiplied with after each attempt: 1 (default) or more.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>What the longest wait never exceeds. Default one hour.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether each wait is drawn evenly between nothing and the longest, so that tasks which failed together do not come back together. Default true.</summary>
    public bool Jitter { get; init; } = true;

    /// <summary>How many workers may die while they run it, before it fails with <see cref="RpcTaskFailure.WorkerLost"/>. Default 3, at least 1. Each counts, but it fails only with one at which it was alone in its worker.</summary>
    public int MaxWorkerDeaths { get; init; } = 3;

    /// <summary>Full names of exception types, base types among them, after which it is not tried again. Default none.</summary>
    public IReadOnlyList<string> NotAfter { get; init; } = [];

    /// <summary>Up to <paramref name="retries"/> further attempts; the longest wait begins with <paramref name="first"/> (default one second) and doubles up to <paramref name="most"/> (default one hour).</summary>
    public static RetryPolicy Exponential(int retries, TimeSpan? first = null, TimeSpan? most = null) =>
        new() { MaxRetries = retries, FirstDelay = first ?? TimeSpan.FromSeconds(1), Factor = 2, MaxDelay = most ?? TimeSpan.FromHours(1) };

    /// <summary>Up to <paramref name="retries"/> further attempts, each exactly <paramref name="delay"/> after the one before.</summary>
    public static RetryPolicy Fixed(int retries, TimeSpan delay) => new() { MaxRetries = retries, FirstDelay = delay, MaxDelay = delay, Jitter = false };

    /// <summary>The same policy, but not after an exception of type <typeparamref name="TException"/> or one derived from it.</summary>
    public RetryPolicy Except<TException>()
        where TException : Exception => this with { NotAfter = [.. NotAfter, typeof(TException).FullName!] };

    /// <summary>Whether an exception of the method may be followed by another attempt, as far as its type says.</summary>
    public bool Covers(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        for (Type? type = exception.GetType(); type is not null && NotAfter.Count > 0; type = type.BaseType)
        {
            if (NotAfter.Contains(type.FullName, StringComparer.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The wait before a further attempt.</summary>
    /// <param name="failures">How often it has failed: 1 or more.</param>
    /// <param name="random">At least 0 and less than 1; not used without jitter.</param>
    public TimeSpan DelayAfter(int failures, double random)
    {
        double longest = Math.Min(FirstDelay.Ticks * Math.Pow(Factor, failures - 1), MaxDelay.Ticks);
        return TimeSpan.FromTicks((long)(Jitter ? longest * random : longest));
    }

    /// <summary>What is wrong with it; null for nothing.</summary>
    internal string? Problem() => MaxRetries is < 0 or > 1000 ? $"{nameof(MaxRetries)} is {MaxRetries}, and 0 to 1,000 make sense"
        : FirstDelay < TimeSpan.Zero || MaxDelay < TimeSpan.Zero ? $"{nameof(FirstDelay)} and {nameof(MaxDelay)} cannot be negative"
        : !(Factor >= 1 && double.IsFinite(Factor)) ? $"{nameof(Factor)} is {Factor}, and waits cannot become shorter"
        : MaxWorkerDeaths < 1 ? $"{nameof(MaxWorkerDeaths)} is {MaxWorkerDeaths}, and one death is the least that can be noticed"
        : null;
}
