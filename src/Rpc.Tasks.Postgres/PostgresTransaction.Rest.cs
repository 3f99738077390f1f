using Npgsql;
using Rpc.Tasks.Postgres.Sql;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres;

/// <content>Needs, workers, shapes, schedules, and what there is to do.</content>
internal sealed partial class PostgresTransaction
{
    // Those that were put already: each of many requests that share a transaction brings the same ones.
    private readonly HashSet<string> _shapes = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask AddNeedsAsync(IReadOnlyList<TaskNeed> needs) => needs.Count == 0 ? ValueTask.CompletedTask : WriteAsync(Statement.Of(
        OtherSql.AddNeeds,
        Parameter.Ids(needs, static need => need.Needing),
        Parameter.Ints(needs, static need => need.Place),
        Parameter.Ints(needs, static need => need.Order),
        Parameter.Ids(needs, static need => need.Needed),
        Parameter.Ints(needs, static need => need.Offset),
        Parameter.Bytes(needs, static need => need.Result)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskNeed>> NeedsOfAsync(IReadOnlyList<Guid> needed) => needed.Count == 0 ? new([]) : ReadAsync(Statement.Of(OtherSql.NeedsOf, Parameter.Of(needed)), PostgresRows.Need);

    /// <inheritdoc/>
    public ValueTask MeetNeedsAsync(Guid needed, byte[] result) => WriteAsync(Statement.Of(OtherSql.MeetNeeds, Parameter.Of(needed), Parameter.Of(result)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TaskNeed>> NeedsForAsync(Guid needing) => ReadAsync(Statement.Of(OtherSql.NeedsFor, Parameter.Of(needing)), PostgresRows.Need);

    /// <inheritdoc/>
    public ValueTask DropNeedsAsync(IReadOnlyList<Guid> needing) => needing.Count == 0 ? ValueTask.CompletedTask : WriteAsync(Statement.Of(OtherSql.DropNeeds, Parameter.Of(needing)));

    /// <inheritdoc/>
    public ValueTask PutWorkerAsync(WorkerRow worker) => WriteAsync(Statement.Of(
        OtherSql.PutWorker,
        Parameter.Of(worker.Id),
        Parameter.Of(worker.Name),
        Parameter.Of(worker.Queues),
        Parameter.Of(worker.Kinds),
        Parameter.Of(worker.Concurrency),
        Parameter.Of(worker.JoinedAt),
        Parameter.Of(worker.SeenAt),
        Parameter.Of(worker.LeaseUntil)));

    /// <inheritdoc/>
    public ValueTask<bool> RenewAsync(Guid worker, DateTimeOffset leaseUntil, DateTimeOffset seenAt) =>
        AnyAsync(Statement.Of(OtherSql.Renew, Parameter.Of(worker), Parameter.Of(leaseUntil), Parameter.Of(seenAt)));

    /// <inheritdoc/>
    public ValueTask<bool> HoldWorkerAsync(Guid worker) => AnyAsync(Statement.Of(OtherSql.HoldWorker, Parameter.Of(worker)));

    /// <inheritdoc/>
    public ValueTask RemoveWorkerAsync(Guid worker) => WriteAsync(Statement.Of(OtherSql.RemoveWorker, Parameter.Of(worker)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkerRow>> LockLostWorkersAsync(int most)
    {
        CheckWrites();
        return ReadAsync(Statement.Of(OtherSql.LockLostWorkers, Parameter.Of(most)), PostgresRows.Worker);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkerRow>> WorkersAsync() => ReadAsync(Statement.Of(OtherSql.Workers), PostgresRows.Worker);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Guid>> CancelledOfAsync(Guid worker) => ReadAsync(Statement.Of(FindSql.CancelledOf, Parameter.Of(worker)), PostgresRows.Id);

    /// <inheritdoc/>
    public ValueTask PutShapesAsync(string fingerprint, byte[] shapes) => !_shapes.Add(fingerprint) ? ValueTask.CompletedTask : WriteAsync(Statement.Of(OtherSql.PutShapes, Parameter.Of(fingerprint), Parameter.Of(shapes)));

    /// <inheritdoc/>
    public async ValueTask<byte[]?> FindShapesAsync(string fingerprint)
    {
        IReadOnlyList<byte[]?> found = await ReadAsync(Statement.Of(OtherSql.FindShapes, Parameter.Of(fingerprint)), static row => PostgresRows.Bytes(row, 0)).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    /// <inheritdoc/>
    public async ValueTask<ScheduleRow?> LockScheduleAsync(string name)
    {
        // A row that is not there yet cannot be locked. What is read is read after that lock was had: each statement sees what was committed before it.
        await WriteAsync(Statement.Of(OtherSql.LockScheduleNames), hasRows: true).ConfigureAwait(false);
        return (await ReadAsync(Statement.Of(OtherSql.LockSchedule, Parameter.Of(name)), PostgresRows.Schedule).ConfigureAwait(false)).SingleOrDefault();
    }

    /// <inheritdoc/>
    public ValueTask PutScheduleAsync(ScheduleRow schedule) => WriteAsync(Statement.Of(
        OtherSql.PutSchedule,
        Parameter.Of(schedule.Name),
        Parameter.Of(schedule.Timing),
        Parameter.Of(schedule.TimeZone),
        Parameter.Of(TaskForms.OfSpec(schedule.Spec)),
        Parameter.Of(schedule.Arguments),
        Parameter.Of(schedule.NextAt),
        Parameter.Of(schedule.LastAt),
        Parameter.Of(schedule.IsPaused)));

    /// <inheritdoc/>
    public ValueTask<bool> RemoveScheduleAsync(string name) => AnyAsync(Statement.Of(OtherSql.RemoveSchedule, Parameter.Of(name)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ScheduleRow>> LockDueSchedulesAsync(int most)
    {
        CheckWrites();
        return ReadAsync(Statement.Of(OtherSql.LockDueSchedules, Parameter.Of(most)), PostgresRows.Schedule);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ScheduleRow>> SchedulesAsync() => ReadAsync(Statement.Of(OtherSql.Schedules), PostgresRows.Schedule);

    /// <inheritdoc/>
    public async ValueTask<TaskOutlook> PeekAsync(IReadOnlyList<string> queues, Guid? worker)
    {
        // With the statement comes the time, which it therefore reads last.
        IReadOnlyList<TaskOutlook> one = await ReadAsync(
            Statement.Of(FindSql.Peek, Parameter.Of(queues), Parameter.Of(worker)),
            static row => new TaskOutlook(default, row.GetBoolean(0), PostgresRows.MaybeTime(row, 1), PostgresRows.MaybeTime(row, 2), row.GetBoolean(3))).ConfigureAwait(false);
        return one[0] with { Now = Now };
    }

    private async ValueTask<bool> AnyAsync(NpgsqlBatchCommand statement)
    {
        CheckWrites();
        return (await ReadAsync(statement, PostgresRows.IsThere).ConfigureAwait(false)).Count > 0;
    }
}
