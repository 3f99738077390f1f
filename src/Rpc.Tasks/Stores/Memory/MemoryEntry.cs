using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Stores;

/// <summary>The place of a row in one order. Compared member by member, text byte for byte.</summary>
internal readonly record struct MemoryEntry(MemoryOrder Order, string Group, int Rank, long At, Guid Id) : IComparable<MemoryEntry>
{
    /// <summary>All places of a row.</summary>
    public static IEnumerable<MemoryEntry> Of(TaskRow row)
    {
        yield return new(MemoryOrder.Enqueued, "", 0, row.EnqueuedAt.UtcTicks, row.Id);
        switch (row.State)
        {
            case RpcTaskState.Ready:
                yield return new(row.Quarantined ? MemoryOrder.Quarantined : MemoryOrder.Ready, row.Spec.Queue, (int)row.Spec.Priority, row.ReadyAt.UtcTicks, row.Id);
                break;
            case RpcTaskState.Scheduled:
                yield return new(MemoryOrder.Scheduled, "", 0, row.ReadyAt.UtcTicks, row.Id);
                break;
            case RpcTaskState.Running:
                yield return new(MemoryOrder.Running, GroupOf(row.Worker.GetValueOrDefault()), 0, 0, row.Id);
                break;
            case RpcTaskState.Parked:
                yield return new(MemoryOrder.Parked, row.Spec.Kind, 0, row.ReadyAt.UtcTicks, row.Id);
                break;
        }

        if (row.HasEnded)
        {
            yield return new(MemoryOrder.Ended, "", 0, row.KeptUntil.GetValueOrDefault().UtcTicks, row.Id);
        }
        else if (row is { ExpiresAt: { } expires, Attempt: 0, State: not RpcTaskState.Running })
        {
            yield return new(MemoryOrder.Expiring, "", 0, expires.UtcTicks, row.Id);
        }
    }

    /// <summary>Under what the tasks of a worker stand.</summary>
    public static string GroupOf(Guid worker) => worker.ToString("N");

    public int CompareTo(MemoryEntry other)
    {
        int order = Order.CompareTo(other.Order);
        order = order != 0 ? order : string.CompareOrdinal(Group, other.Group);
        order = order != 0 ? order : Rank.CompareTo(other.Rank);
        order = order != 0 ? order : At.CompareTo(other.At);
        return order != 0 ? order : Id.CompareTo(other.Id);
    }
}
