using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Stores;

/// <content>Tasks with which something is to be done. Each is found in a partial index of its own; see <see cref="SqliteTaskSchema"/>.</content>
internal sealed partial class SqliteTaskTransaction
{
    private const string FromTasks = "SELECT " + SqliteTaskRows.All + " FROM tasks ";
    private static readonly bool[] s_both = [false, true];

    private const string OfKind = "WHERE state = 4 AND queue = ?1 AND quarantined = ?2 AND kind = ?3 ORDER BY priority, ready_at, id LIMIT ?4";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockReadyAsync(ReadyQuery query)
    {
        if (!IsThere(query.Worker))
        {
            return new([]);
        }

        List<string> kinds = [.. ReadyKinds(query.Queue, query.Quarantined).Where(kind => Knows(query.Worker, kind))];
        return new(kinds.Count switch
        {
            0 => [],
            1 => Rows(Select(FromTasks + OfKind).Add(query.Queue).Add(query.Quarantined).Add(kinds[0]).Add(query.Most)),
            _ => Merged(query, kinds),
        });
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockDueAsync(int most) =>
        Listed(Select(FromTasks + "WHERE state = 3 AND ready_at <= ?1 ORDER BY ready_at LIMIT ?2").Add(Now).Add(most));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockExpiredAsync(int most) =>
        Listed(Select(FromTasks + "WHERE expires_at IS NOT NULL AND attempt = 0 AND kept_until IS NULL AND state <> 5 AND expires_at <= ?1 ORDER BY expires_at LIMIT ?2").Add(Now).Add(most));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockRunningAsync(Guid worker) => Listed(Select(FromTasks + "WHERE state = 5 AND worker = ?1").Add(worker));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Guid>> CancelledOfAsync(Guid worker) =>
        new(All(Select("SELECT id FROM tasks WHERE state = 5 AND worker = ?1 AND cancel_requested = 1").Add(worker), static at => at.Id(0)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockUnknownAsync(int most)
    {
        var rows = new List<TaskRow>();
        foreach ((string queue, bool quarantined, string kind) in Unknown())
        {
            Rows(Select(FromTasks + OfKind).Add(queue).Add(quarantined).Add(kind).Add(most - rows.Count), rows);
            if (rows.Count == most)
            {
                break;
            }
        }

        return new(rows);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockParkedAsync(IReadOnlyList<string> kinds, int most)
    {
        var rows = new List<TaskRow>();
        foreach (string kind in kinds.Distinct(StringComparer.Ordinal))
        {
            Rows(Select(FromTasks + "WHERE state = 9 AND kind = ?1 ORDER BY ready_at LIMIT ?2").Add(kind).Add(most - rows.Count), rows);
        }

        return new(rows);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskRow>> LockUnpublishedAsync(DateTimeOffset before, int most)
    {
        // Only a store behind a broker is ever asked, so only such a file pays for this index.
        if (!session.HasUnpublished)
        {
            Write("CREATE INDEX IF NOT EXISTS tasks_unpublished ON tasks (ready_at) WHERE state = 4 AND published = 0 AND quarantined = 0").Run();
            session.HasUnpublished = true;
        }

        return Listed(Select(FromTasks + "WHERE state = 4 AND published = 0 AND quarantined = 0 AND ready_at <= ?1 ORDER BY ready_at LIMIT ?2").Add(before).Add(most));
    }

    /// <summary>The kinds that have ready tasks in a queue. As many look-ups as there are, however many the tasks.</summary>
    private IEnumerable<string> ReadyKinds(string queue, bool quarantined)
    {
        string? kind = "";
        while (true)
        {
            SqliteStatement next = Select("SELECT kind FROM tasks WHERE state = 4 AND queue = ?1 AND quarantined = ?2 AND kind > ?3 ORDER BY kind LIMIT 1").Add(queue).Add(quarantined).Add(kind);
            kind = next.Step() ? next.Text(0) : null;
            next.Reset();
            if (kind is null)
            {
                yield break;
            }

            yield return kind;
        }
    }

    private bool Knows(Guid worker, string kind) => Select("SELECT 1 FROM worker_kinds WHERE kind = ?1 AND worker = ?2").Add(kind).Add(worker).Any();

    // The first of each kind, and of those the first.
    private List<TaskRow> Merged(ReadyQuery query, List<string> kinds)
    {
        var first = new List<(long Priority, long ReadyAt, Guid Id, long Row)>();
        foreach (string kind in kinds)
        {
            SqliteStatement select = Select("SELECT priority, ready_at, id, n FROM tasks " + OfKind).Add(query.Queue).Add(query.Quarantined).Add(kind).Add(query.Most);
            while (select.Step())
            {
                first.Add((select.Long(0), select.Long(1), select.Id(2), select.Long(3)));
            }
        }

        first.Sort();
        var rows = new List<TaskRow>(Math.Min(first.Count, query.Most));
        foreach ((_, _, _, long row) in first.Take(query.Most))
        {
            Rows(Select(FromTasks + "WHERE n = ?1").Add(row), rows);
        }

        return rows;
    }

    private IEnumerable<(string Queue, bool Quarantined, string Kind)> Unknown()
    {
        List<string> queues = All(Select("SELECT DISTINCT queue FROM worker_queues JOIN workers ON workers.id = worker_queues.worker WHERE lease_until > ?1").Add(Now), static at => at.Text(0));
        foreach (string queue in queues)
        {
            foreach (bool quarantined in s_both)
            {
                foreach (string kind in ReadyKinds(queue, quarantined))
                {
                    if (!Select("SELECT 1 FROM worker_kinds JOIN workers ON workers.id = worker_kinds.worker WHERE kind = ?1 AND lease_until > ?2").Add(kind).Add(Now).Any())
                    {
                        yield return (queue, quarantined, kind);
                    }
                }
            }
        }
    }
}
