namespace Rpc.Tasks.Engine;

/// <content>How attempts and tasks end.</content>
public static partial class TaskEngine
{
    private static TaskRow Succeed(TaskRow row, byte[] result, DateTimeOffset now) =>
        End(WithAttempt(row, TaskEnding.Succeeded, "", now), RpcTaskState.Succeeded, error: null, now) with { Result = result, Arguments = [] };

    private static TaskRow Fail(TaskRow row, TaskEvent.AttemptFailed failed, DateTimeOffset now)
    {
        TaskEnding ending = failed.Error.Failure == RpcTaskFailure.TimedOut ? TaskEnding.TimedOut : TaskEnding.Failed;
        TaskRow next = WithAttempt(row, ending, failed.Error.Message, now) with { Failures = row.Failures + 1 };
        if (row.CancelRequested || !failed.MayRetry || next.Failures > row.Spec.Retry.MaxRetries)
        {
            return End(next, RpcTaskState.Failed, failed.Error, now);
        }

        TimeSpan wait = row.Spec.Retry.DelayAfter(next.Failures, failed.Random);
        return Stopped(next) with
        {
            State = wait > TimeSpan.Zero ? RpcTaskState.Scheduled : RpcTaskState.Ready,
            ReadyAt = After(now, wait),
            Published = false,
        };
    }

    // A task that shared its worker may be innocent: it goes on alone, and what kills a worker then is known.
    private static TaskRow Lose(TaskRow row, bool alone, DateTimeOffset now)
    {
        TaskRow next = WithAttempt(row, TaskEnding.WorkerLost, alone ? "Its worker died." : "Its worker died while it ran several tasks.", now) with { Deaths = row.Deaths + 1 };
        if (alone && next.Deaths >= row.Spec.Retry.MaxWorkerDeaths)
        {
            return End(next, RpcTaskState.Failed, Problem(RpcTaskFailure.WorkerLost, $"{next.Deaths} workers died while they ran it, at the last it was alone."), now);
        }

        return row.CancelRequested ? Cancel(next, now) : Stopped(next) with { State = RpcTaskState.Ready, Quarantined = true, Published = false };
    }

    private static TaskRow Cancel(TaskRow row, DateTimeOffset now) =>
        End(row, RpcTaskState.Cancelled, Problem(RpcTaskFailure.Cancelled, row.Attempt == 0 ? "It was cancelled before it began." : "It was cancelled."), now);

    // By hand: as if it had never been tried, but for the token, which names attempts for good.
    private static TaskRow Revive(TaskRow row, DateTimeOffset now) => row with
    {
        State = RpcTaskState.Ready,
        ReadyAt = now,
        ExpiresAt = null,
        Attempt = 0,
        Failures = 0,
        Deaths = 0,
        Quarantined = row.Deaths > 0,
        CancelRequested = false,
        Published = false,
        EndedAt = null,
        KeptUntil = null,
        Error = null,
        Result = null,
    };

    private static TaskRow End(TaskRow row, RpcTaskState state, TaskError? error, DateTimeOffset now) => Stopped(row) with
    {
        State = state,
        Error = error,
        EndedAt = now,
        KeptUntil = After(now, state == RpcTaskState.Failed && row.Spec.FailureTtl > row.Spec.ResultTtl ? row.Spec.FailureTtl : row.Spec.ResultTtl),
        CancelRequested = false,
    };

    private static TaskRow Stopped(TaskRow row) => row with { Worker = null, BeganAt = null };

    private static TaskRow WithAttempt(TaskRow row, TaskEnding ending, string message, DateTimeOffset now)
    {
        var attempt = new TaskAttempt(row.Attempt, row.Worker ?? Guid.Empty, row.BeganAt ?? now, now, ending, message);
        return row with { History = [.. row.History.Skip(row.History.Count - MostHistory + 1), attempt] };
    }

    private static TaskError Problem(RpcTaskFailure failure, string message) => new(failure, message, []);

    // A wait that nobody will see the end of.
    private static DateTimeOffset After(DateTimeOffset time, TimeSpan wait) => DateTimeOffset.MaxValue - time > wait ? time + wait : DateTimeOffset.MaxValue;
}
