namespace Rpc.Tasks.Engine;

/// <summary>What was asked for when a task was enqueued. Stored once and never changed.</summary>
/// <param name="Kind">The contract's name, a dot, and the method's signature: <c>App.ICalculator.AddAsync(int,int)</c>.</param>
/// <param name="Fingerprint">Of the contract that the arguments were written with; its shapes are stored under it.</param>
/// <param name="Queue">Where it waits.</param>
/// <param name="Priority">Before which others of its queue.</param>
/// <param name="Retry">When it is tried again.</param>
/// <param name="Timeout">How long one attempt may run; zero for as long as it takes.</param>
/// <param name="ResultTtl">How long it is kept after it has ended.</param>
public sealed record TaskSpec(string Kind, string Fingerprint, string Queue, TaskPriority Priority, RetryPolicy Retry, TimeSpan Timeout, TimeSpan ResultTtl)
{
    /// <summary>Enqueues with the same key are the same task; null for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>At most one task with this key has not ended; null for none.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>The trace to which the enqueuer belongs (W3C trace context); null for none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The schedule that made it; null for a task of a caller.</summary>
    public string? Schedule { get; init; }

    /// <summary>How many results of other tasks it waits for.</summary>
    public int Needs { get; init; }

    /// <summary>Whether other tasks wait for its result.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>How long it may wait from when it is due; zero for ever.</summary>
    public TimeSpan ExpiresAfter { get; init; }

    /// <summary>How long it is kept after it has failed, where that is longer than <see cref="ResultTtl"/>: so that people can look at it and let it begin again.</summary>
    public TimeSpan FailureTtl { get; init; }
}
