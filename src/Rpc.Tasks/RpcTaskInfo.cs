using Rpc.Tasks.Engine;

namespace Rpc.Tasks;

/// <summary>What is known of a task. Times are by the backend's clock.</summary>
public sealed record RpcTaskInfo
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where it is.</summary>
    public required RpcTaskState State { get; init; }

    /// <summary>The contract's name and the method's signature: <c>App.ICalculator.AddAsync(int,int)</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it waits or has waited.</summary>
    public required string Queue { get; init; }

    /// <summary>Before which others.</summary>
    public TaskPriority Priority { get; init; }

    /// <summary>When it was enqueued.</summary>
    public DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>When it became ready or becomes due.</summary>
    public DateTimeOffset ReadyAt { get; init; }

    /// <summary>When the attempt that runs began.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Until when its result is kept.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>Attempts that were begun: 1 while the first one runs.</summary>
    public int Attempt { get; init; }

    /// <summary>Workers that died while they ran it.</summary>
    public int WorkerDeaths { get; init; }

    /// <summary>Whether it runs alone in its worker because of that.</summary>
    public bool IsQuarantined { get; init; }

    /// <summary>Whether it runs and was told to stop.</summary>
    public bool IsCancelRequested { get; init; }

    /// <summary>The worker that runs it.</summary>
    public Guid? Worker { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public TaskError? Error { get; init; }

    /// <summary>The attempts that have ended, the oldest first; the last 20.</summary>
    public IReadOnlyList<TaskAttempt> History { get; init; } = [];

    /// <summary>What it was enqueued under; null for nothing.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What no other pending task has; null for nothing.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>The schedule that made it; null for a caller.</summary>
    public string? Schedule { get; init; }

    /// <summary>The results of other tasks that it still waits for.</summary>
    public int Missing { get; init; }

    /// <summary>What it has reported last, encoded; null for nothing.</summary>
    public byte[]? Progress { get; init; }
}
