using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Ledger;

/// <summary>The changes of one transaction: collects rows that the engine has changed, follows what follows from them, and writes all at the end.</summary>
/// <remarks>Invariant: a task is in one of <c>_saved</c> and <c>_ended</c>, as it is after all that this transaction has done to it.</remarks>
internal sealed class Changes(ITaskTransaction transaction)
{
    private readonly Dictionary<Guid, TaskRow> _saved = [];
    private readonly Dictionary<Guid, TaskRow> _ended = [];
    private readonly List<Guid> _whole = [];
    private TaskSignalKinds _kinds;

    /// <summary>Tasks that have become ready, for a broker to be told of.</summary>
    public List<TaskRow> Ready { get; } = [];

    /// <summary>Tasks that have ended.</summary>
    public IReadOnlyCollection<TaskRow> Ended => _ended.Values;

    /// <summary>Applies an event to a locked row.</summary>
    public TaskVerdict Apply(TaskRow row, TaskEvent happened)
    {
        TaskDecision decision = TaskEngine.Apply(row, happened, transaction.Now);
        if (decision.Changed)
        {
            Take(row, decision.Row);
        }

        return decision.Verdict;
    }

    /// <summary>Claims a locked row for a worker: the row as it runs, or null where it is not to run.</summary>
    public TaskRow? Claim(TaskRow row, Guid worker)
    {
        TaskDecision decision = TaskEngine.Apply(row, new TaskEvent.Claimed(worker), transaction.Now);
        if (!decision.Changed)
        {
            return null;
        }

        Take(row, decision.Row);
        return decision.Row.State == RpcTaskState.Running ? decision.Row : null;
    }

    /// <summary>Writes everything, and what follows for tasks that needed results.</summary>
    public async ValueTask WriteAsync()
    {
        // What fails for want of a result may be needed itself: so wave after wave.
        IReadOnlyList<TaskRow> wave = [.. _ended.Values.Where(static row => row.Spec.IsNeeded)];
        while (wave.Count > 0)
        {
            wave = await FollowAsync(wave).ConfigureAwait(false);
        }

        await transaction.SaveAsync([.. _saved.Values]).ConfigureAwait(false);
        await transaction.EndAsync([.. _ended.Values]).ConfigureAwait(false);

        // What ended while it waited, however it did, will never run.
        await transaction.DropNeedsAsync([.. _whole, .. _ended.Values.Where(static row => row.Missing > 0).Select(static row => row.Id)]).ConfigureAwait(false);
        if (_ended.Count > 0)
        {
            _kinds |= TaskSignalKinds.Ended;
        }

        if (_kinds != TaskSignalKinds.None)
        {
            transaction.Announce(new TaskSignal(_kinds, _ended.Count > 0 ? [.. _ended.Keys] : null));
        }
    }

    /// <summary>Has something announced beyond what follows from the rows.</summary>
    public void Announce(TaskSignalKinds kinds) => _kinds |= kinds;

    private void Take(TaskRow before, TaskRow after)
    {
        if (after.HasEnded)
        {
            _saved.Remove(after.Id);
            _ended[after.Id] = after;
            return;
        }

        _saved[after.Id] = after;
        if (after.State == RpcTaskState.Ready && before.State != RpcTaskState.Ready)
        {
            Ready.Add(after);
            _kinds |= TaskSignalKinds.Ready;
        }
        else if (after.State == RpcTaskState.Scheduled)
        {
            _kinds |= TaskSignalKinds.Due;
        }
        else if (after.CancelRequested && !before.CancelRequested)
        {
            _kinds |= TaskSignalKinds.Cancel;
        }
    }

    // Gives those that have failed for it and are needed themselves.
    private async ValueTask<IReadOnlyList<TaskRow>> FollowAsync(IReadOnlyList<TaskRow> wave)
    {
        Dictionary<Guid, TaskRow> ended = wave.ToDictionary(static row => row.Id);
        ILookup<Guid, TaskNeed> needs = (await transaction.NeedsOfAsync([.. ended.Keys]).ConfigureAwait(false)).ToLookup(static need => need.Needing);
        foreach (Guid needed in needs.SelectMany(static group => group).Select(static need => need.Needed).Distinct().Where(id => ended[id].State == RpcTaskState.Succeeded))
        {
            await transaction.MeetNeedsAsync(needed, ended[needed].Result!).ConfigureAwait(false);
        }

        // In one order everywhere, so that two transactions which end tasks that the same ones need do not wait for each other.
        var failed = new List<TaskRow>();
        foreach (TaskRow locked in await transaction.LockAsync([.. needs.Select(static group => group.Key).Order()]).ConfigureAwait(false))
        {
            // This transaction may have changed it already, and even ended it.
            TaskRow row = _saved.GetValueOrDefault(locked.Id) ?? _ended.GetValueOrDefault(locked.Id) ?? locked;
            if (row.State != RpcTaskState.Waiting)
            {
                continue;
            }

            if (needs[row.Id].FirstOrDefault(need => ended[need.Needed].State != RpcTaskState.Succeeded) is { } missing)
            {
                Apply(row, new TaskEvent.NeedFailed(missing.Needed, ended[missing.Needed].Error?.Message ?? ended[missing.Needed].State.ToString()));
                failed.Add(_ended[row.Id]);
            }
            else
            {
                await MeetAsync(row, needs[row.Id].Count()).ConfigureAwait(false);
            }
        }

        return [.. failed.Where(static row => row.Spec.IsNeeded)];
    }

    private async ValueTask MeetAsync(TaskRow row, int met)
    {
        byte[]? arguments = null;
        if (row.Missing == met)
        {
            arguments = GappedArguments.Fill(row.Arguments, await transaction.NeedsForAsync(row.Id).ConfigureAwait(false));
            _whole.Add(row.Id);
        }

        for (; met > 1; met--)
        {
            row = TaskEngine.Apply(row, new TaskEvent.NeedMet(null), transaction.Now).Row;
        }

        Apply(row, new TaskEvent.NeedMet(arguments));
    }
}
