namespace Rpc.Tasks.Stores;

/// <content>Keys, and results that tasks need of others.</content>
internal sealed partial class SqliteTaskTransaction
{
    private const string FromNeeds = "SELECT needing, place, place_order, needed, offset, result FROM needs ";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskKeyHolder>> ReserveAsync(IReadOnlyList<TaskKey> keys)
    {
        var held = new List<TaskKeyHolder>();
        for (int i = 0; i < keys.Count; i++)
        {
            TaskKey key = keys[i];
            if (Write("INSERT INTO keys (is_unique, key, task, digest) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING").Add(key.IsUnique).Add(key.Key).Add(key.Task).Add(key.Digest).Run() == 0)
            {
                SqliteStatement holder = Select("SELECT task, digest FROM keys WHERE is_unique = ?1 AND key = ?2").Add(key.IsUnique).Add(key.Key);
                if (holder.Step() && holder.Id(0) is var task && task != key.Task)
                {
                    held.Add(new TaskKeyHolder(key, task, holder.Bytes(1)));
                }

                holder.Reset();
            }
        }

        return new(held);
    }

    /// <inheritdoc/>
    public ValueTask AddNeedsAsync(IReadOnlyList<TaskNeed> needs)
    {
        for (int i = 0; i < needs.Count; i++)
        {
            TaskNeed need = needs[i];
            Write("INSERT INTO needs (needing, place, place_order, needed, offset, result) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                .Add(need.Needing).Add(need.Place).Add(need.Order).Add(need.Needed).Add(need.Offset).Add(need.Result).Run();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskNeed>> NeedsOfAsync(IReadOnlyList<Guid> needed)
    {
        var needs = new List<TaskNeed>();
        foreach (Guid id in needed.Distinct())
        {
            needs.AddRange(All(Select(FromNeeds + "WHERE needed = ?1").Add(id), ReadNeed));
        }

        return new(needs);
    }

    /// <inheritdoc/>
    public ValueTask MeetNeedsAsync(Guid needed, byte[] result)
    {
        Write("UPDATE needs SET result = ?2 WHERE needed = ?1").Add(needed).Add(result).Run();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskNeed>> NeedsForAsync(Guid needing) => new(All(Select(FromNeeds + "WHERE needing = ?1 ORDER BY place, place_order").Add(needing), ReadNeed));

    /// <inheritdoc/>
    public ValueTask DropNeedsAsync(IReadOnlyList<Guid> needing)
    {
        for (int i = 0; i < needing.Count; i++)
        {
            Write("DELETE FROM needs WHERE needing = ?1").Add(needing[i]).Run();
        }

        return ValueTask.CompletedTask;
    }

    private static TaskNeed ReadNeed(SqliteStatement at) => new(at.Id(0), at.Int(1), at.Int(2), at.Id(3), at.Int(4)) { Result = at.BytesOrNull(5) };
}
