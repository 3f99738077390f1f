using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Stores;

/// <content>Tasks.</content>
internal sealed partial class MemoryTransaction
{
    /// <inheritdoc/>
    public ValueTask InsertAsync(IReadOnlyList<TaskRow> rows)
    {
        foreach (TaskRow row in rows)
        {
            State = !State.Tasks.ContainsKey(row.Id) ? State.With(row) : throw new InvalidOperationException($"There is a task {row.Id} already.");
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockAsync(IReadOnlyList<Guid> ids) => Listed(Found(ids).Where(static row => !row.HasEnded));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockReadyAsync(ReadyQuery query)
    {
        HashSet<string> kinds = State.Workers.TryGetValue(query.Worker, out WorkerRow? worker) ? [.. worker.Kinds] : [];
        return Listed(State.In(query.Quarantined ? MemoryOrder.Quarantined : MemoryOrder.Ready, query.Queue).Where(row => kinds.Contains(row.Spec.Kind)).Take(query.Most));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockDueAsync(int most) => Listed(State.In(MemoryOrder.Scheduled).TakeWhile(row => row.ReadyAt <= Now).Take(most));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockExpiredAsync(int most) => Listed(Expired().Take(most));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockRunningAsync(Guid worker) => Listed(State.In(MemoryOrder.Running, MemoryEntry.GroupOf(worker)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockUnknownAsync(int most) => Listed(Unknown().Take(most));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockParkedAsync(IReadOnlyList<string> kinds, int most) =>
        Listed(kinds.Distinct(StringComparer.Ordinal).SelectMany(kind => State.In(MemoryOrder.Parked, kind)).Take(most));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockUnpublishedAsync(DateTimeOffset before, int most) =>
        Listed(State.Tasks.Values.Where(row => row is { State: RpcTaskState.Ready, Published: false, Quarantined: false } && row.ReadyAt <= before).OrderBy(static row => row.ReadyAt).Take(most));

    /// <inheritdoc/>
    public ValueTask SaveAsync(IReadOnlyList<TaskRow> rows)
    {
        foreach (TaskRow row in rows)
        {
            Change(row, hasEnded: false);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(IReadOnlyList<TaskRow> rows)
    {
        foreach (TaskRow row in rows)
        {
            Change(row, hasEnded: false);
            if (row.Spec.UniqueKey is { } key && State.Keys.TryGetValue((true, key), out TaskKey? held) && held.Task == row.Id)
            {
                State = State with { Keys = State.Keys.Remove((true, key)) };
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ReviveAsync(IReadOnlyList<TaskRow> rows)
    {
        foreach (TaskRow row in rows)
        {
            Change(row, hasEnded: true);
            if (row.Spec.UniqueKey is { } key && !State.Keys.ContainsKey((true, key)))
            {
                State = State with { Keys = State.Keys.Add((true, key), new TaskKey(true, key, row.Id, [])) };
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> FindAsync(IReadOnlyList<Guid> ids) => Listed(Found(ids));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> FindEndedAsync(IReadOnlyList<Guid> ids) => Listed(Found(ids).Where(static row => row.HasEnded));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> ListAsync(TaskFilter filter) => Listed(State.Latest(filter.After)
        .Where(row => (filter.States.Count == 0 || filter.States.Contains(row.State))
            && (filter.Queue is null || row.Spec.Queue == filter.Queue)
            && (filter.Kind is null || row.Spec.Kind.Contains(filter.Kind, StringComparison.Ordinal))
            && (filter.Schedule is null || row.Spec.Schedule == filter.Schedule))
        .Take(filter.Most).Select(static row => row with { Arguments = [], Result = null }));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskCount>> CountAsync() =>
        Listed(State.Tasks.Values.GroupBy(static row => (row.Spec.Queue, row.State)).Select(static group => new TaskCount(group.Key.Queue, group.Key.State, group.LongCount())));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockForgettableAsync(int most) => Listed(Forgettable().Take(most));

    /// <inheritdoc/>
    public ValueTask ForgetAsync(IReadOnlyList<TaskRow> forgotten, IReadOnlyList<Guid> deleted)
    {
        foreach (TaskRow row in forgotten)
        {
            Change(row, hasEnded: true);
        }

        foreach (TaskRow row in Found(deleted))
        {
            State = State.Without(row.Id);
            if (row.Spec.IdempotencyKey is { } key && State.Keys.TryGetValue((false, key), out TaskKey? held) && held.Task == row.Id)
            {
                State = State with { Keys = State.Keys.Remove((false, key)) };
            }
        }

        return ValueTask.CompletedTask;
    }

    private void Change(TaskRow row, bool hasEnded) => State = State.Tasks.TryGetValue(row.Id, out TaskRow? old) && old.HasEnded == hasEnded
        ? State.With(row)
        : throw new InvalidOperationException($"There is no task {row.Id} that has {(hasEnded ? "" : "not ")}ended.");

    // By what the state was when the enumeration began.
    private IEnumerable<TaskRow> Found(IEnumerable<Guid> ids)
    {
        MemoryState state = State;
        return ids.Distinct().Select(id => state.Tasks.GetValueOrDefault(id)).OfType<TaskRow>();
    }

    private IEnumerable<TaskRow> Expired() => State.In(MemoryOrder.Expiring).TakeWhile(row => row.ExpiresAt <= Now);

    private IEnumerable<TaskRow> Forgettable() => State.In(MemoryOrder.Ended).TakeWhile(row => row.KeptUntil <= Now);

    private IEnumerable<TaskRow> Unknown()
    {
        WorkerRow[] alive = [.. State.Workers.Values.Where(worker => worker.LeaseUntil > Now)];
        var kinds = alive.SelectMany(static worker => worker.Kinds).ToHashSet(StringComparer.Ordinal);
        return alive.SelectMany(static worker => worker.Queues).Distinct(StringComparer.Ordinal)
            .SelectMany(queue => State.In(MemoryOrder.Ready, queue).Concat(State.In(MemoryOrder.Quarantined, queue)))
            .Where(row => !kinds.Contains(row.Spec.Kind));
    }
}
