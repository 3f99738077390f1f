namespace Rpc;

/// <summary>What the calls inside of one <see cref="CallScope"/> carry, and how long they may take.</summary>
public sealed record CallOptions
{
    private readonly TimeSpan? _timeout;

    /// <summary>Time that each call may take; more than zero, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. Comes before what the proxy and the contract say. Null (the default): what those say. Streams have no limit.</summary>
    public TimeSpan? Timeout
    {
        get => _timeout;
        init => _timeout = value is null || value > TimeSpan.Zero || value == System.Threading.Timeout.InfiniteTimeSpan
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The timeout must be more than zero, or Timeout.InfiniteTimeSpan.");
    }

    /// <summary>What each call carries to its handler, and to no other; null for nothing.</summary>
    public RpcHeaders? Headers { get; init; }

    /// <summary>An id under which the logs of all programs name what belongs together; calls that the handlers make keep it. Null: the one of the call being served, else one is made.</summary>
    public string? CorrelationId { get; init; }
}
