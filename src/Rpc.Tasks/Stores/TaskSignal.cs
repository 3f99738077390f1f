namespace Rpc.Tasks.Stores;

/// <summary>What a commit has changed, for those who wait.</summary>
/// <param name="Kinds">What may have changed.</param>
/// <param name="Ended">The tasks that have ended, where <paramref name="Kinds"/> says so; null for some that are not listed.</param>
public sealed record TaskSignal(TaskSignalKinds Kinds, IReadOnlyList<Guid>? Ended = null)
{
    /// <summary>Both in one.</summary>
    public TaskSignal And(TaskSignal other)
    {
        ArgumentNullException.ThrowIfNull(other);
        IReadOnlyList<Guid>? ended = !Kinds.HasFlag(TaskSignalKinds.Ended) ? other.Ended
            : !other.Kinds.HasFlag(TaskSignalKinds.Ended) ? Ended
            : Ended is null || other.Ended is null ? null : [.. Ended, .. other.Ended];
        return new TaskSignal(Kinds | other.Kinds, ended);
    }
}
