namespace Rpc.Tasks.Stores;

/// <content>Workers, shapes and schedules.</content>
internal sealed partial class SqliteTaskTransaction
{
    private const string FromWorkers = "SELECT id, name, concurrency, joined_at, seen_at, lease_until FROM workers ";
    private const string FromSchedules = "SELECT name, timing, time_zone, spec, arguments, next_at, last_at, is_paused FROM schedules ";

    /// <inheritdoc/>
    public ValueTask PutWorkerAsync(WorkerRow worker)
    {
        RemoveWorkerAsync(worker.Id);
        Write("INSERT INTO workers (id, name, concurrency, joined_at, seen_at, lease_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .Add(worker.Id).Add(worker.Name).Add(worker.Concurrency).Add(worker.JoinedAt).Add(worker.SeenAt).Add(worker.LeaseUntil).Run();
        foreach (string kind in worker.Kinds)
        {
            Write("INSERT INTO worker_kinds (kind, worker) VALUES (?1, ?2) ON CONFLICT DO NOTHING").Add(kind).Add(worker.Id).Run();
        }

        foreach (string queue in worker.Queues)
        {
            Write("INSERT INTO worker_queues (worker, queue) VALUES (?1, ?2) ON CONFLICT DO NOTHING").Add(worker.Id).Add(queue).Run();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> RenewAsync(Guid worker, DateTimeOffset leaseUntil, DateTimeOffset seenAt) =>
        new(Write("UPDATE workers SET lease_until = ?2, seen_at = ?3 WHERE id = ?1").Add(worker).Add(leaseUntil).Add(seenAt).Run() == 1);

    /// <inheritdoc/>
    public ValueTask<bool> HoldWorkerAsync(Guid worker) => new(IsThere(worker));

    /// <inheritdoc/>
    public ValueTask RemoveWorkerAsync(Guid worker)
    {
        Write("DELETE FROM workers WHERE id = ?1").Add(worker).Run();
        Write("DELETE FROM worker_kinds WHERE worker = ?1").Add(worker).Run();
        Write("DELETE FROM worker_queues WHERE worker = ?1").Add(worker).Run();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkerRow>> LockLostWorkersAsync(int most) => new(All(Select(FromWorkers + "WHERE lease_until <= ?1 ORDER BY lease_until LIMIT ?2").Add(Now).Add(most), ReadWorker));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkerRow>> WorkersAsync() => new(All(Select(FromWorkers), ReadWorker));

    /// <inheritdoc/>
    public ValueTask PutShapesAsync(string fingerprint, byte[] shapes)
    {
        Write("INSERT INTO shapes (fingerprint, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING").Add(fingerprint).Add(shapes).Run();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> FindShapesAsync(string fingerprint) =>
        new(All(Select("SELECT bytes FROM shapes WHERE fingerprint = ?1").Add(fingerprint), static at => at.Bytes(0)).FirstOrDefault());

    /// <inheritdoc/>
    public ValueTask<ScheduleRow?> LockScheduleAsync(string name) => new(All(Select(FromSchedules + "WHERE name = ?1").Add(name), ReadSchedule).FirstOrDefault());

    /// <inheritdoc/>
    public ValueTask PutScheduleAsync(ScheduleRow schedule)
    {
        Write("INSERT OR REPLACE INTO schedules (name, timing, time_zone, spec, arguments, next_at, last_at, is_paused) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
            .Add(schedule.Name).Add(schedule.Timing).Add(schedule.TimeZone).Add(TaskForms.OfSpec(schedule.Spec)).Add(schedule.Arguments).Add(schedule.NextAt).Add(schedule.LastAt).Add(schedule.IsPaused).Run();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveScheduleAsync(string name) => new(Write("DELETE FROM schedules WHERE name = ?1").Add(name).Run() == 1);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ScheduleRow>> LockDueSchedulesAsync(int most) =>
        new(All(Select(FromSchedules + "WHERE next_at IS NOT NULL AND is_paused = 0 AND next_at <= ?1 ORDER BY next_at LIMIT ?2").Add(Now).Add(most), ReadSchedule));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ScheduleRow>> SchedulesAsync() => new(All(Select(FromSchedules + "ORDER BY name"), ReadSchedule));

    private bool IsThere(Guid worker) => Select("SELECT 1 FROM workers WHERE id = ?1").Add(worker).Any();

    private WorkerRow ReadWorker(SqliteStatement at)
    {
        Guid id = at.Id(0);
        List<string> queues = All(Select("SELECT queue FROM worker_queues WHERE worker = ?1").Add(id), static queue => queue.Text(0));
        List<string> kinds = All(Select("SELECT kind FROM worker_kinds WHERE worker = ?1").Add(id), static kind => kind.Text(0));
        return new WorkerRow(id, at.Text(1), queues, kinds, at.Int(2), at.Time(3), at.Time(4), at.Time(5));
    }

    private ScheduleRow ReadSchedule(SqliteStatement at) =>
        new(at.Text(0), at.Text(1), at.Text(2), session.Specs.Read(at.Span(3)), at.Bytes(4), at.TimeOrNull(5), at.TimeOrNull(6), at.Bool(7));
}
