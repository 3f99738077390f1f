namespace Rpc.Tasks.Backends;

/// <summary>Tasks that a worker would take.</summary>
/// <param name="Worker">Which worker.</param>
/// <param name="Shares">From which queues, in this order, and how many of each before others may fill its share.</param>
/// <param name="Most">How many in all.</param>
/// <param name="IsIdle">Whether nothing runs in it, so that it may take a task that has to be alone.</param>
public sealed record ClaimRequest(Guid Worker, IReadOnlyList<QueueShare> Shares, int Most, bool IsIdle)
{
    /// <summary>Only these, which a broker has delivered; null for any.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }

    /// <summary>Only tasks that have to be alone: the others come another way.</summary>
    public bool LonersOnly { get; init; }
}
