namespace Rpc;

/// <summary>How the calls of one proxy are made.</summary>
public sealed record ProxyOptions
{
    private readonly RetryOptions _retry = RetryOptions.Default;
    private readonly Balancing _balancing;

    /// <summary>The defaults.</summary>
    public static ProxyOptions Default { get; } = new();

    /// <summary>Time a call may take from its start to its result, connecting and resolving included. Default 30 s; more than zero, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. Streams have no limit.</summary>
    /// <remarks>One that is set here holds for all methods; where none is, a method's <see cref="TimeoutAttribute"/> comes before the default.</remarks>
    public TimeSpan Timeout
    {
        get => GivenTimeout ?? TimeSpan.FromSeconds(30);
        init => GivenTimeout = value > TimeSpan.Zero || value == System.Threading.Timeout.InfiniteTimeSpan
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The timeout must be more than zero, or Timeout.InfiniteTimeSpan.");
    }

    /// <summary>How calls that failed are made again. Default <see cref="RetryOptions.Default"/>; <see cref="RetryOptions.None"/> for never.</summary>
    public RetryOptions Retry
    {
        get => _retry;
        init => _retry = value ?? throw new ArgumentNullException(nameof(value), $"{nameof(ProxyOptions)}.{nameof(Retry)} is null: use {nameof(RetryOptions)}.{nameof(RetryOptions.None)} for no retries.");
    }

    /// <summary>How calls of idempotent methods are made twice when their answer takes long. Default null: they are not.</summary>
    public HedgeOptions? Hedge { get; init; }

    /// <summary>Which instance a call goes to, where a name has several. Default <see cref="Balancing.LeastLoaded"/>.</summary>
    /// <remarks>Each call chooses for itself, so calls of one proxy keep their order only where they go to the same instance. One-way calls do: all of one proxy go to one instance for as long as it can be reached.</remarks>
    public Balancing Balancing
    {
        get => _balancing;
        init => _balancing = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(ProxyOptions)}.{nameof(Balancing)} is none of the policies that there are.");
    }

    /// <summary>Whether a call waits, within its own deadline, for a name that is not listed yet or a name server that does not answer yet, so that programs may start in any order. Default false: it fails at once.</summary>
    public bool WaitForName { get; init; }

    /// <summary>Whether calls have traces of their own. Not those that the runtime makes for itself: heartbeats would fill every list of traces.</summary>
    internal bool IsTraced { get; init; } = true;

    /// <summary>The timeout that was set, or null.</summary>
    internal TimeSpan? GivenTimeout { get; private init; }
}
