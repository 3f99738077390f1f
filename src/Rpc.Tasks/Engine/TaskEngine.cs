namespace Rpc.Tasks.Engine;

/// <summary>What happens to tasks: a row and an event give the next row. Pure: no clock, no randomness, no input or output.</summary>
/// <remarks>Every store runs this same code inside its own transaction, so all of them agree on what a task may become.</remarks>
public static partial class TaskEngine
{
    /// <summary>The attempts that a row remembers.</summary>
    public const int MostHistory = 20;

    /// <summary>A task as it enters the store.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="spec">What is asked for.</param>
    /// <param name="arguments">Its arguments; with gaps where <see cref="TaskSpec.Needs"/> is not 0.</param>
    /// <param name="now">The store's time.</param>
    /// <param name="due">When it may run; null for at once.</param>
    public static TaskRow Enter(Guid id, TaskSpec spec, byte[] arguments, DateTimeOffset now, DateTimeOffset? due)
    {
        ArgumentNullException.ThrowIfNull(spec);
        DateTimeOffset readyAt = due is { } later && later > now ? later : now;
        return new TaskRow
        {
            Id = id,
            Spec = spec,
            Arguments = arguments,
            State = spec.Needs > 0 ? RpcTaskState.Waiting : readyAt > now ? RpcTaskState.Scheduled : RpcTaskState.Ready,
            EnqueuedAt = now,
            ReadyAt = readyAt,
            ExpiresAt = spec.ExpiresAfter > TimeSpan.Zero ? After(readyAt, spec.ExpiresAfter) : null,
            Missing = spec.Needs,
        };
    }

    /// <summary>What an event makes of a task.</summary>
    /// <param name="row">The task.</param>
    /// <param name="happened">What happened to it.</param>
    /// <param name="now">The store's time.</param>
    public static TaskDecision Apply(TaskRow row, TaskEvent happened, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(row);
        return happened switch
        {
            TaskEvent.Claimed claimed => Claim(row, claimed, now),
            TaskEvent.Succeeded succeeded => OfAttempt(row, succeeded.Token, () => Succeed(row, succeeded.Result, now)),
            TaskEvent.AttemptFailed failed => OfAttempt(row, failed.Token, () => Fail(row, failed, now)),
            TaskEvent.Undecodable undecodable => OfAttempt(row, undecodable.Token, () => End(WithAttempt(row, TaskEnding.Undecodable, undecodable.Error.Message, now), RpcTaskState.Failed, undecodable.Error, now)),
            TaskEvent.CancelAcknowledged acknowledged => OfAttempt(row, acknowledged.Token, () => Cancel(WithAttempt(row, TaskEnding.Cancelled, "", now), now)),
            TaskEvent.Released released => OfAttempt(row, released.Token, () => row.CancelRequested ? Cancel(row, now) : Stopped(row) with { State = RpcTaskState.Ready, Attempt = row.Attempt - 1 }),
            TaskEvent.Reported reported => OfAttempt(row, reported.Token, () => row with { Progress = reported.Progress }),
            TaskEvent.WorkerLost lost => row.State == RpcTaskState.Running && row.Worker == lost.Worker ? Applied(Lose(row, lost.Alone, now)) : Ignored(row),
            TaskEvent.CancelRequested => RequestCancel(row, now),
            TaskEvent.ClockTicked => Tick(row, now),
            TaskEvent.KindUnknown => row.State == RpcTaskState.Ready ? Applied(row with { State = RpcTaskState.Parked }) : Ignored(row),
            TaskEvent.KindKnown => row.State == RpcTaskState.Parked ? Applied(row with { State = RpcTaskState.Ready, Published = false }) : Ignored(row),
            TaskEvent.NeedMet met => Meet(row, met.Arguments, now),
            TaskEvent.NeedFailed failed => row.State == RpcTaskState.Waiting
                ? Applied(End(row, RpcTaskState.Failed, Problem(RpcTaskFailure.DependencyFailed, $"It needs the result of task {failed.Need}, which has none: {failed.Message}"), now))
                : Ignored(row),
            TaskEvent.RetryRequested => row.State is RpcTaskState.Failed or RpcTaskState.Cancelled && row.Missing == 0 ? Applied(Revive(row, now)) : Ignored(row),
            TaskEvent.WasPublished => row is { State: RpcTaskState.Ready, Published: false } ? Applied(row with { Published = true }) : Ignored(row),
            TaskEvent.WasReturned => row is { State: RpcTaskState.Ready, Published: true } ? Applied(row with { Published = false }) : Ignored(row),
            _ => throw new ArgumentException($"{happened} is not known.", nameof(happened)),
        };
    }

    /// <summary>The task as it is remembered when what it ended with is not kept any longer.</summary>
    public static TaskRow Forget(TaskRow row, DateTimeOffset rememberedUntil) =>
        row with { State = RpcTaskState.ResultExpired, Arguments = [], Result = null, Error = null, Progress = null, History = [], KeptUntil = rememberedUntil };

    private static TaskDecision Claim(TaskRow row, TaskEvent.Claimed claimed, DateTimeOffset now)
    {
        if (row.State != RpcTaskState.Ready)
        {
            return Ignored(row);
        }

        return row.ExpiresAt <= now ? Tick(row, now) : Applied(row with
        {
            State = RpcTaskState.Running,
            Worker = claimed.Worker,
            BeganAt = now,
            Attempt = row.Attempt + 1,
            Token = row.Token + 1,
            Published = false,
        });
    }

    private static TaskDecision OfAttempt(TaskRow row, long token, Func<TaskRow> next) =>
        row.State == RpcTaskState.Running && row.Token == token ? Applied(next()) : new TaskDecision(TaskVerdict.Stale, row);

    private static TaskDecision RequestCancel(TaskRow row, DateTimeOffset now) => row.State switch
    {
        RpcTaskState.Running when !row.CancelRequested => Applied(row with { CancelRequested = true }),
        RpcTaskState.Waiting or RpcTaskState.Scheduled or RpcTaskState.Ready or RpcTaskState.Parked => Applied(Cancel(row, now)),
        _ => Ignored(row),
    };

    private static TaskDecision Tick(TaskRow row, DateTimeOffset now)
    {
        bool waits = row.State is RpcTaskState.Scheduled or RpcTaskState.Ready or RpcTaskState.Parked or RpcTaskState.Waiting;
        if (waits && row.Attempt == 0 && row.ExpiresAt <= now)
        {
            return Applied(End(row, RpcTaskState.Failed, Problem(RpcTaskFailure.Expired, $"No worker had begun it by {row.ExpiresAt:O}, when it expired."), now));
        }

        return row.State == RpcTaskState.Scheduled && row.ReadyAt <= now ? Applied(row with { State = RpcTaskState.Ready, Published = false }) : Ignored(row);
    }

    private static TaskDecision Meet(TaskRow row, byte[]? arguments, DateTimeOffset now)
    {
        if (row.State != RpcTaskState.Waiting)
        {
            return Ignored(row);
        }

        if (row.Missing > 1)
        {
            return Applied(row with { Missing = row.Missing - 1 });
        }

        DateTimeOffset readyAt = row.ReadyAt > now ? row.ReadyAt : now;
        return Applied(row with
        {
            Missing = 0,
            Arguments = arguments ?? row.Arguments,
            State = readyAt > now ? RpcTaskState.Scheduled : RpcTaskState.Ready,
            ReadyAt = readyAt,
        });
    }

    private static TaskDecision Applied(TaskRow row) => new(TaskVerdict.Applied, row);

    private static TaskDecision Ignored(TaskRow row) => new(TaskVerdict.Ignored, row);
}
