namespace Rpc;

/// <summary>How the calls of one proxy are made.</summary>
public sealed record ProxyOptions
{
    /// <summary>The defaults.</summary>
    public static ProxyOptions Default { get; } = new();

    /// <summary>Time a call may take from its start to its result, connecting and resolving included. Default 30 s; more than zero, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. Streams have no limit.</summary>
    public TimeSpan Timeout
    {
        get;
        init => field = value > TimeSpan.Zero || value == System.Threading.Timeout.InfiniteTimeSpan
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The timeout must be more than zero, or Timeout.InfiniteTimeSpan.");
    }
    = TimeSpan.FromSeconds(30);
}
