using System.Data.Common;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Schedules;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Ledger;

/// <summary>The engine over a store: what every backend with a store of its own does. Thread-safe.</summary>
public sealed partial class TaskLedger : ITaskBackend
{
    private const int MostInBatch = 256;
    private static readonly RpcTaskState[] s_ended = [RpcTaskState.Succeeded, RpcTaskState.Failed, RpcTaskState.Cancelled, RpcTaskState.ResultExpired];

    private readonly ITaskStore _store;
    private readonly TaskLedgerOptions _options;
    private readonly StoreWatch _watch;
    private readonly Batcher<EnqueueRequest, IReadOnlyList<EnqueueAnswer>> _enqueues;
    private readonly Batcher<TaskSettlement, bool> _settlements;

    /// <summary>A ledger over <paramref name="store"/>, which it disposes.</summary>
    public TaskLedger(ITaskStore store, TaskLedgerOptions? options = null)
    {
        _store = store;
        _options = options ?? new TaskLedgerOptions();
        _watch = new StoreWatch(_options.TimeProvider);
        _enqueues = new Batcher<EnqueueRequest, IReadOnlyList<EnqueueAnswer>>(EnqueueTogetherAsync, MostInBatch, _options.Parallelism);
        _settlements = new Batcher<TaskSettlement, bool>(SettleTogetherAsync, MostInBatch, _options.Parallelism);
    }

    /// <inheritdoc/>
    public string Name => _store.Name;

    /// <inheritdoc/>
    public TaskBackendTraits Traits => TaskBackendTraits.Results | (_store.IsDurable ? TaskBackendTraits.Durable | TaskBackendTraits.Transactions : TaskBackendTraits.None);

    /// <inheritdoc/>
    public string? Problem => null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EnqueueAnswer>> EnqueueAsync(EnqueueRequest request, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (transaction is not null)
        {
            return (await _store.RunInAsync(transaction, edit => EnqueueEdit.TakeKeyedAsync(edit, request), cancellationToken).ConfigureAwait(false)).Answers;
        }

        if (request.Tasks.Any(EnqueueEdit.HasKey) || request.Tasks.Count > MostInBatch)
        {
            (IReadOnlyList<EnqueueAnswer> answers, IReadOnlyList<TaskRow> rows) = await EnqueueAloneAsync(request, cancellationToken).ConfigureAwait(false);
            TellReady(rows);
            return answers;
        }

        _store.ThrowIfInside();
        return await _enqueues.AddAsync(request).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<RpcTaskInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<TaskRow> rows = await _store.ReadAsync(read => read.FindAsync([id]), cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : TaskInfos.Of(rows[0]);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TaskOutcome>> OutcomesAsync(IReadOnlyList<Guid> ids, bool alsoUnknown, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<TaskRow> ended = await _store.ReadAsync(read => read.FindEndedAsync(ids), cancellationToken).ConfigureAwait(false);
        List<TaskOutcome> outcomes = [.. ended.Select(TaskInfos.Outcome)];
        if (alsoUnknown && ended.Count < ids.Count)
        {
            Guid[] rest = [.. ids.Except(ended.Select(static row => row.Id))];
            IReadOnlyList<TaskRow> there = await _store.ReadAsync(read => read.FindAsync(rest), cancellationToken).ConfigureAwait(false);
            outcomes.AddRange(there.Where(static row => row.HasEnded).Select(TaskInfos.Outcome));
            outcomes.AddRange(rest.Except(there.Select(static row => row.Id)).Select(static id => new TaskOutcome(id, RpcTaskState.NotFound, "", null, null)));
        }

        return outcomes;
    }

    /// <inheritdoc/>
    public ValueTask<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default) => _store.RunAsync(
        async edit =>
        {
            var changes = new Changes(edit);
            bool taken = false;
            foreach (TaskRow row in await edit.LockAsync([id]).ConfigureAwait(false))
            {
                taken = changes.Apply(row, new TaskEvent.CancelRequested()) == TaskVerdict.Applied || row.CancelRequested;
            }

            await changes.WriteAsync().ConfigureAwait(false);
            return taken;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> RetryAsync(Guid id, CancellationToken cancellationToken = default)
    {
        TaskRow? revived = await _store.RunAsync(
            async edit =>
            {
                foreach (TaskRow row in await edit.FindAsync([id]).ConfigureAwait(false))
                {
                    TaskDecision decision = TaskEngine.Apply(row, new TaskEvent.RetryRequested(), edit.Now);
                    if (decision.Changed)
                    {
                        await edit.ReviveAsync([decision.Row]).ConfigureAwait(false);
                        edit.Announce(new TaskSignal(TaskSignalKinds.Ready));
                        return decision.Row;
                    }
                }

                return null;
            },
            cancellationToken).ConfigureAwait(false);
        TellReady(revived is null ? [] : [revived]);
        return revived is not null;
    }

    /// <inheritdoc/>
    public async ValueTask<int> PurgeAsync(TaskFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        TaskFilter page = filter with { States = filter.States.Count == 0 ? s_ended : [.. filter.States.Where(s_ended.Contains)], Most = TendEdit.Most, After = null };
        int purged = 0;
        while (page.States.Count > 0)
        {
            int count = await _store.RunAsync(
                async edit =>
                {
                    IReadOnlyList<TaskRow> rows = await edit.ListAsync(page).ConfigureAwait(false);
                    await edit.ForgetAsync([], [.. rows.Select(static row => row.Id)]).ConfigureAwait(false);
                    return rows.Count;
                },
                cancellationToken).ConfigureAwait(false);
            purged += count;
            if (count < page.Most)
            {
                break;
            }
        }

        return purged;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RpcTaskInfo>> ListAsync(TaskFilter filter, CancellationToken cancellationToken = default) =>
        [.. (await _store.ReadAsync(read => read.ListAsync(filter), cancellationToken).ConfigureAwait(false)).Select(TaskInfos.Of)];

    /// <inheritdoc/>
    public ValueTask<TaskOverview> OverviewAsync(CancellationToken cancellationToken = default) =>
        _store.ReadAsync(async read => new TaskOverview(await read.CountAsync().ConfigureAwait(false), await read.WorkersAsync().ConfigureAwait(false)), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask PutScheduleAsync(ScheduleRequest schedule, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var timing = ScheduleTiming.Parse(schedule.Timing, schedule.TimeZone);
        await _store.RunAsync(
            async edit =>
            {
                ScheduleRow? former = await edit.LockScheduleAsync(schedule.Name).ConfigureAwait(false);
                bool same = former is not null && former.Timing == schedule.Timing && former.TimeZone == schedule.TimeZone && former.IsPaused == schedule.IsPaused;
                await edit.PutShapesAsync(schedule.Shapes.Fingerprint, schedule.Shapes.Shapes).ConfigureAwait(false);
                await edit.PutScheduleAsync(new ScheduleRow(
                    schedule.Name,
                    schedule.Timing,
                    schedule.TimeZone,
                    schedule.Spec with { Schedule = schedule.Name },
                    schedule.Arguments,

                    // Putting the same again, as programs do when they start, must not skip what is due; and what has fired meanwhile is not due again.
                    same ? former!.NextAt : timing.NextAfter(former?.LastAt > edit.Now ? former.LastAt.Value : edit.Now),
                    former?.LastAt,
                    schedule.IsPaused)).ConfigureAwait(false);
                edit.Announce(new TaskSignal(TaskSignalKinds.Due));
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken = default) => _store.RunAsync(edit => edit.RemoveScheduleAsync(name), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RpcScheduleInfo>> SchedulesAsync(CancellationToken cancellationToken = default) =>
        [.. (await _store.ReadAsync(read => read.SchedulesAsync(), cancellationToken).ConfigureAwait(false)).Select(TaskInfos.Of)];

    /// <inheritdoc/>
    public IDisposable Listen(Action<TaskSignal> heard) => _store.Listen(heard);

    /// <inheritdoc/>
    public void Await(IReadOnlyList<Guid> begun, IReadOnlyList<Guid> done)
    {
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async ValueTask<(IReadOnlyList<EnqueueAnswer> Answers, IReadOnlyList<TaskRow> Rows)> EnqueueAloneAsync(EnqueueRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _store.RunAsync(edit => EnqueueEdit.TakeKeyedAsync(edit, request), cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // It was taken before, and its answer was lost.
            return await _store.RunAsync(edit => EnqueueEdit.TakeKeyedAgainAsync(edit, request), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<IReadOnlyList<IReadOnlyList<EnqueueAnswer>>> EnqueueTogetherAsync(IReadOnlyList<EnqueueRequest> requests)
    {
        IReadOnlyList<TaskRow> rows;
        try
        {
            rows = await _store.RunAsync(edit => EnqueueEdit.TakeAsync(edit, requests)).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // One of them was taken before, and its answer was lost.
            var taken = new List<TaskRow>();
            foreach (EnqueueRequest request in requests)
            {
                taken.AddRange(await _store.RunAsync(edit => EnqueueEdit.TakeAgainAsync(edit, request)).ConfigureAwait(false));
            }

            rows = taken;
        }

        TellReady(rows);
        return [.. requests.Select(static request => (IReadOnlyList<EnqueueAnswer>)[.. request.Tasks.Select(static task => new EnqueueAnswer(task.Id, IsNew: true))])];
    }

    private void TellReady(IReadOnlyList<TaskRow> rows)
    {
        if (rows.Count > 0)
        {
            _options.BecameReady?.Invoke([.. rows.Where(static row => row is { State: RpcTaskState.Ready, Quarantined: false })]);
        }
    }
}
