using System.Collections.Immutable;
using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Stores;

/// <summary>All that a <see cref="MemoryTaskStore"/> holds, at one time. Immutable: an edit makes the next from the last, and is committed by putting that in its place.</summary>
internal sealed record MemoryState
{
    public static MemoryState Empty { get; } = new();

    public ImmutableDictionary<Guid, TaskRow> Tasks { get; private init; } = ImmutableDictionary<Guid, TaskRow>.Empty;

    /// <summary>Holds exactly <see cref="MemoryEntry.Of"/> of each row of <see cref="Tasks"/>.</summary>
    public ImmutableSortedSet<MemoryEntry> Entries { get; private init; } = [];

    /// <summary>Who has a key, by whether it is unique and its text.</summary>
    public ImmutableDictionary<(bool IsUnique, string Key), TaskKey> Keys { get; init; } = ImmutableDictionary<(bool, string), TaskKey>.Empty;

    /// <summary>By who needs.</summary>
    public ImmutableDictionary<Guid, ImmutableList<TaskNeed>> Needs { get; init; } = ImmutableDictionary<Guid, ImmutableList<TaskNeed>>.Empty;

    public ImmutableDictionary<Guid, WorkerRow> Workers { get; init; } = ImmutableDictionary<Guid, WorkerRow>.Empty;

    public ImmutableDictionary<string, byte[]> Shapes { get; init; } = ImmutableDictionary<string, byte[]>.Empty;

    public ImmutableSortedDictionary<string, ScheduleRow> Schedules { get; init; } = ImmutableSortedDictionary.Create<string, ScheduleRow>(StringComparer.Ordinal);

    /// <summary>The same with a row added, or in place of the one with its id.</summary>
    public MemoryState With(TaskRow row)
    {
        MemoryState without = Without(row.Id);
        return without with { Tasks = without.Tasks.SetItem(row.Id, row), Entries = without.Entries.Union(MemoryEntry.Of(row)) };
    }

    /// <summary>The same without a row; itself where there is none.</summary>
    public MemoryState Without(Guid id) => Tasks.TryGetValue(id, out TaskRow? row)
        ? this with { Tasks = Tasks.Remove(id), Entries = Entries.Except(MemoryEntry.Of(row)) }
        : this;

    /// <summary>The rows of one order and group, in that order.</summary>
    public IEnumerable<TaskRow> In(MemoryOrder order, string group = "")
    {
        int first = Entries.IndexOf(new MemoryEntry(order, group, int.MinValue, long.MinValue, Guid.Empty));
        for (int i = first < 0 ? ~first : first; i < Entries.Count && Entries[i] is var entry && entry.Order == order && string.Equals(entry.Group, group, StringComparison.Ordinal); i++)
        {
            yield return Tasks[entry.Id];
        }
    }

    /// <summary>The rows by when they were enqueued, the last first, from behind <paramref name="after"/> on.</summary>
    public IEnumerable<TaskRow> Latest(TaskPlace? after)
    {
        int end = Entries.IndexOf(after is null
            ? new MemoryEntry(MemoryOrder.Enqueued, "", int.MaxValue, 0, Guid.Empty)
            : new MemoryEntry(MemoryOrder.Enqueued, "", 0, after.EnqueuedAt.UtcTicks, after.Id));
        for (int i = (end < 0 ? ~end : end) - 1; i >= 0 && Entries[i].Order == MemoryOrder.Enqueued; i--)
        {
            yield return Tasks[Entries[i].Id];
        }
    }
}
