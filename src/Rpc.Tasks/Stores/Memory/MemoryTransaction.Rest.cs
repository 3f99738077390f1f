using System.Collections.Immutable;

namespace Rpc.Tasks.Stores;

/// <content>Keys, needs, workers, shapes and schedules.</content>
internal sealed partial class MemoryTransaction
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskKeyHolder>> ReserveAsync(IReadOnlyList<TaskKey> keys)
    {
        var held = new List<TaskKeyHolder>();
        foreach (TaskKey key in keys)
        {
            if (!State.Keys.TryGetValue((key.IsUnique, key.Key), out TaskKey? holder))
            {
                State = State with { Keys = State.Keys.Add((key.IsUnique, key.Key), key) };
            }
            else if (holder.Task != key.Task)
            {
                held.Add(new TaskKeyHolder(key, holder.Task, holder.Digest));
            }
        }

        return Listed(held);
    }

    /// <inheritdoc/>
    public ValueTask AddNeedsAsync(IReadOnlyList<TaskNeed> needs)
    {
        foreach (TaskNeed need in needs)
        {
            State = State with { Needs = State.Needs.SetItem(need.Needing, State.Needs.GetValueOrDefault(need.Needing, []).Add(need)) };
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskNeed>> NeedsOfAsync(IReadOnlyList<Guid> needed) => Listed(needed.Count == 0 ? [] : State.Needs.Values.SelectMany(static needs => needs).Where(need => needed.Contains(need.Needed)));

    /// <inheritdoc/>
    public ValueTask MeetNeedsAsync(Guid needed, byte[] result)
    {
        State = State with
        {
            Needs = State.Needs.SetItems(State.Needs.Where(pair => pair.Value.Exists(need => need.Needed == needed)).Select(pair =>
                KeyValuePair.Create(pair.Key, pair.Value.ConvertAll(need => need.Needed == needed ? need with { Result = result } : need)))),
        };
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskNeed>> NeedsForAsync(Guid needing) => Listed(State.Needs.GetValueOrDefault(needing, []).OrderBy(static need => (need.Place, need.Order)));

    /// <inheritdoc/>
    public ValueTask DropNeedsAsync(IReadOnlyList<Guid> needing)
    {
        if (needing.Count > 0)
        {
            State = State with { Needs = State.Needs.RemoveRange(needing) };
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask PutWorkerAsync(WorkerRow worker)
    {
        State = State with { Workers = State.Workers.SetItem(worker.Id, worker) };
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> RenewAsync(Guid worker, DateTimeOffset leaseUntil, DateTimeOffset seenAt)
    {
        if (!State.Workers.TryGetValue(worker, out WorkerRow? row))
        {
            return new(false);
        }

        State = State with { Workers = State.Workers.SetItem(worker, row with { LeaseUntil = leaseUntil, SeenAt = seenAt }) };
        return new(true);
    }

    /// <inheritdoc/>
    public ValueTask<bool> HoldWorkerAsync(Guid worker) => new(State.Workers.ContainsKey(worker));

    /// <inheritdoc/>
    public ValueTask RemoveWorkerAsync(Guid worker)
    {
        State = State with { Workers = State.Workers.Remove(worker) };
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkerRow>> LockLostWorkersAsync(int most) => Listed(State.Workers.Values.Where(worker => worker.LeaseUntil <= Now).OrderBy(static worker => worker.LeaseUntil).Take(most));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkerRow>> WorkersAsync() => Listed(State.Workers.Values);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Guid>> CancelledOfAsync(Guid worker) => Listed(State.In(MemoryOrder.Running, MemoryEntry.GroupOf(worker)).Where(static row => row.CancelRequested).Select(static row => row.Id));

    /// <inheritdoc/>
    public ValueTask PutShapesAsync(string fingerprint, byte[] shapes)
    {
        if (!State.Shapes.ContainsKey(fingerprint))
        {
            State = State with { Shapes = State.Shapes.Add(fingerprint, shapes) };
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> FindShapesAsync(string fingerprint) => new(State.Shapes.GetValueOrDefault(fingerprint));

    /// <inheritdoc/>
    public ValueTask<ScheduleRow?> LockScheduleAsync(string name) => new(State.Schedules.GetValueOrDefault(name));

    /// <inheritdoc/>
    public ValueTask PutScheduleAsync(ScheduleRow schedule)
    {
        State = State with { Schedules = State.Schedules.SetItem(schedule.Name, schedule) };
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveScheduleAsync(string name)
    {
        bool there = State.Schedules.ContainsKey(name);
        State = State with { Schedules = State.Schedules.Remove(name) };
        return new(there);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ScheduleRow>> LockDueSchedulesAsync(int most) => Listed(Firing().Where(schedule => schedule.NextAt <= Now).OrderBy(static schedule => schedule.NextAt).Take(most));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ScheduleRow>> SchedulesAsync() => Listed(State.Schedules.Values);

    /// <inheritdoc/>
    public ValueTask<TaskOutlook> PeekAsync(IReadOnlyList<string> queues, Guid? worker)
    {
        HashSet<string> kinds = worker is { } id && State.Workers.TryGetValue(id, out WorkerRow? row) ? [.. row.Kinds] : [];
        bool hasReady = kinds.Count > 0 && queues.Any(queue => State.In(MemoryOrder.Ready, queue).Concat(State.In(MemoryOrder.Quarantined, queue)).Any(ready => kinds.Contains(ready.Spec.Kind)));
        DateTimeOffset? task = State.In(MemoryOrder.Scheduled).FirstOrDefault()?.ReadyAt;
        DateTimeOffset? schedule = Firing().Min(static schedule => schedule.NextAt);
        return new(new TaskOutlook(Now, hasReady, task is null || schedule < task ? schedule : task, State.Workers.Values.Min(static lost => (DateTimeOffset?)lost.LeaseUntil), Expired().Concat(Forgettable()).Concat(Unknown()).Any()));
    }

    private IEnumerable<ScheduleRow> Firing() => State.Schedules.Values.Where(static schedule => !schedule.IsPaused);
}
