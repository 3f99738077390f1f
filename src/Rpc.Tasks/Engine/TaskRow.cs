namespace Rpc.Tasks.Engine;

/// <summary>A task as a store keeps it. Immutable: the engine makes the next from the last.</summary>
/// <remarks>
/// Invariants, which <see cref="TaskEngine"/> keeps: <see cref="Worker"/> and <see cref="BeganAt"/> are set exactly while it runs; <see cref="EndedAt"/> and <see cref="KeptUntil"/> exactly when it has ended;
/// <see cref="Token"/> rises at each claim and never falls, so it names one attempt for good.
/// </remarks>
public sealed record TaskRow
{
    /// <summary>Its id: a version 7 UUID, which its client has made.</summary>
    public required Guid Id { get; init; }

    /// <summary>What was asked for.</summary>
    public required TaskSpec Spec { get; init; }

    /// <summary>The arguments as the contract's codec wrote them. Empty once it has ended well.</summary>
    public required byte[] Arguments { get; init; }

    /// <summary>Where it is.</summary>
    public required RpcTaskState State { get; init; }

    /// <summary>When it was enqueued, by the store's clock, as all times here.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>When it became ready, or becomes due: its place among others of its priority.</summary>
    public required DateTimeOffset ReadyAt { get; init; }

    /// <summary>When it fails if it has not begun by then; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Attempts that were begun and not given back: 1 while the first one runs.</summary>
    public int Attempt { get; init; }

    /// <summary>The fencing token: how often it was claimed, refunds or not.</summary>
    public long Token { get; init; }

    /// <summary>Attempts that ended with an exception or a timeout.</summary>
    public int Failures { get; init; }

    /// <summary>Workers that died while they ran it.</summary>
    public int Deaths { get; init; }

    /// <summary>Whether it runs alone in its worker, because a worker that ran it has died.</summary>
    public bool Quarantined { get; init; }

    /// <summary>Whether somebody wants it cancelled while it runs.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>Whether a broker has been told that it is ready; of no meaning without one.</summary>
    public bool Published { get; init; }

    /// <summary>The worker that runs it.</summary>
    public Guid? Worker { get; init; }

    /// <summary>When the attempt that runs was claimed.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>Results of other tasks that it still waits for.</summary>
    public int Missing { get; init; }

    /// <summary>What it has last reported, encoded; null for nothing.</summary>
    public byte[]? Progress { get; init; }

    /// <summary>The attempts that have ended, the oldest first; at most <see cref="TaskEngine.MostHistory"/>, the last ones.</summary>
    public IReadOnlyList<TaskAttempt> History { get; init; } = [];

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Until when what it ended with is kept.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>The encoded result; null where there is none.</summary>
    public byte[]? Result { get; init; }

    /// <summary>Why there is none.</summary>
    public TaskError? Error { get; init; }

    /// <summary>Whether nothing more happens to it by itself.</summary>
    public bool HasEnded => State is RpcTaskState.Succeeded or RpcTaskState.Failed or RpcTaskState.Cancelled or RpcTaskState.ResultExpired;
}
