using System.Data.Common;

namespace Rpc.Tasks;

/// <summary>How one task is enqueued. What is not set comes from the contract (<see cref="RetryPolicy"/>) or is the default.</summary>
public sealed record EnqueueOptions
{
    /// <summary>The queue when none is named: <c>default</c>.</summary>
    public const string DefaultQueue = "default";

    /// <summary>Where it waits: 1 to 100 letters, digits, <c>-</c>, <c>_</c>, <c>.</c>. Default <see cref="DefaultQueue"/>.</summary>
    public string Queue { get; init; } = DefaultQueue;

    /// <summary>Before which others of its queue. Default <see cref="TaskPriority.Normal"/>.</summary>
    public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    /// <summary>How long from now it is due, by the backend's clock. Default 0: at once.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>When it is due, by the backend's clock; not together with <see cref="Delay"/>. Null (default): at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How long it may wait from when it is due until a worker begins it; then it fails with <see cref="RpcTaskFailure.Expired"/>. Default 0: for ever.</summary>
    public TimeSpan ExpiresAfter { get; init; }

    /// <summary>How long one attempt may run; then its token fires and it has failed with <see cref="RpcTaskFailure.TimedOut"/>. Default 0: as long as it takes.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>When it is tried again. Null (default): what <see cref="TaskRetryAttribute"/> at the method says, else <see cref="RetryPolicy.None"/>.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>How long its result is kept after it has ended. Default one day.</summary>
    public TimeSpan ResultTtl { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long it is kept after it has failed, so that people can look at it and let it begin again. Default 14 days.</summary>
    public TimeSpan FailureTtl { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Enqueues with the same key, method and arguments are one task, for as long as anything of it is kept; with others they are an error. At most 200 characters. Null (default): none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>At most one task with the same key has not ended: while there is one, enqueueing gives that one. At most 200 characters; not together with <see cref="IdempotencyKey"/>. Null (default): none.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>A transaction of the caller's on the backend's own database: the task exists when it is committed, and never did when it is rolled back. Null (default): one of the backend's own.</summary>
    public DbTransaction? Transaction { get; init; }
}
