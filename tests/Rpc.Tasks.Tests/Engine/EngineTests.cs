using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Tests.Engine;

/// <summary>The state machine of a task, event by event.</summary>
public sealed class EngineTests
{
    private static readonly Guid s_worker = Guid.CreateVersion7();
    private static readonly TaskError s_error = new(RpcTaskFailure.None, "It broke.", [9]);

    private static TaskRow Running(RetryPolicy? retry = null) => Rows.Row(Rows.Spec() with { Retry = retry ?? RetryPolicy.None }).After(new TaskEvent.Claimed(s_worker));

    [Fact]
    public void A_task_is_ready_at_once_or_when_it_is_due()
    {
        Assert.Equal(RpcTaskState.Ready, Rows.Row().State);
        TaskRow later = Rows.Row(due: Rows.Now.AddSeconds(5));
        Assert.Equal(RpcTaskState.Scheduled, later.State);
        Assert.Equal(TaskVerdict.Ignored, TaskEngine.Apply(later, new TaskEvent.ClockTicked(), Rows.Now.AddSeconds(4.9)).Verdict);
        Assert.Equal(RpcTaskState.Ready, later.After(new TaskEvent.ClockTicked(), Rows.Now.AddSeconds(5)).State);
    }

    [Fact]
    public void A_claim_counts_an_attempt_and_gives_a_new_token()
    {
        TaskRow row = Running();
        Assert.Equal((RpcTaskState.Running, 1, 1L, (Guid?)s_worker), (row.State, row.Attempt, row.Token, row.Worker));
        Assert.Equal(TaskVerdict.Ignored, TaskEngine.Apply(row, new TaskEvent.Claimed(Guid.CreateVersion7()), Rows.Now).Verdict);
    }

    [Fact]
    public void A_result_ends_it_and_is_kept_for_its_time()
    {
        TaskRow row = Running().After(new TaskEvent.Succeeded(1, [7]), Rows.Now.AddSeconds(2));
        Assert.Equal(RpcTaskState.Succeeded, row.State);
        Assert.Equal([7], row.Result);
        Assert.Empty(row.Arguments);
        Assert.Equal(Rows.Now.AddSeconds(2).AddHours(1), row.KeptUntil);
        TaskAttempt attempt = Assert.Single(row.History);
        Assert.Equal((1, s_worker, TaskEnding.Succeeded), (attempt.Attempt, attempt.Worker, attempt.Ending));
    }

    [Fact]
    public void What_a_former_attempt_says_is_stale_and_changes_nothing()
    {
        TaskRow second = Running().After(new TaskEvent.WorkerLost(s_worker, Alone: true)).After(new TaskEvent.Claimed(Guid.CreateVersion7()));
        TaskEvent[] late = [new TaskEvent.Succeeded(1, [7]), new TaskEvent.AttemptFailed(1, s_error, true, 0), new TaskEvent.Released(1), new TaskEvent.CancelAcknowledged(1), new TaskEvent.Undecodable(1, s_error), new TaskEvent.Reported(1, [1])];
        Assert.All(late, happened => Assert.Equal(new TaskDecision(TaskVerdict.Stale, second), TaskEngine.Apply(second, happened, Rows.Now)));
    }

    [Fact]
    public void An_exception_is_final_unless_the_policy_says_otherwise()
    {
        TaskRow failed = Running().After(new TaskEvent.AttemptFailed(1, s_error, MayRetry: true, Random: 0.5));
        Assert.Equal((RpcTaskState.Failed, s_error), (failed.State, failed.Error));

        TaskRow again = Running(RetryPolicy.Exponential(1)).After(new TaskEvent.AttemptFailed(1, s_error, MayRetry: true, Random: 0.5));
        Assert.Equal((RpcTaskState.Scheduled, Rows.Now.AddSeconds(0.5)), (again.State, again.ReadyAt));
        Assert.Equal(RpcTaskState.Failed, Running(RetryPolicy.Exponential(1)).After(new TaskEvent.AttemptFailed(1, s_error, MayRetry: false, Random: 0.5)).State);

        TaskRow third = again.After(new TaskEvent.ClockTicked(), again.ReadyAt).After(new TaskEvent.Claimed(s_worker), again.ReadyAt).After(new TaskEvent.AttemptFailed(2, s_error, true, 0.5));
        Assert.Equal(RpcTaskState.Failed, third.State);
        Assert.Equal([1, 2], third.History.Select(attempt => attempt.Attempt));
    }

    [Fact]
    public void A_lost_worker_charges_only_the_task_that_was_alone()
    {
        TaskRow row = Rows.Row();
        for (int death = 1; death <= 10; death++)
        {
            row = row.After(new TaskEvent.Claimed(s_worker)).After(new TaskEvent.WorkerLost(s_worker, Alone: false));
            Assert.Equal((RpcTaskState.Ready, true, death, 0), (row.State, row.Quarantined, row.Deaths, row.Failures));
        }

        row = row.After(new TaskEvent.Claimed(s_worker)).After(new TaskEvent.WorkerLost(s_worker, Alone: true));
        Assert.Equal((RpcTaskState.Failed, RpcTaskFailure.WorkerLost), (row.State, row.Error!.Failure));
    }

    [Fact]
    public void A_poison_task_kills_three_workers_at_most()
    {
        TaskRow row = Running().After(new TaskEvent.WorkerLost(s_worker, Alone: false))
            .After(new TaskEvent.Claimed(s_worker)).After(new TaskEvent.WorkerLost(s_worker, Alone: true));
        Assert.Equal(RpcTaskState.Ready, row.State);
        Assert.Equal(RpcTaskState.Failed, row.After(new TaskEvent.Claimed(s_worker)).After(new TaskEvent.WorkerLost(s_worker, Alone: true)).State);
    }

    [Fact]
    public void A_released_attempt_does_not_count_and_its_token_is_used_up()
    {
        TaskRow row = Running().After(new TaskEvent.Released(1));
        Assert.Equal((RpcTaskState.Ready, 0, 1L), (row.State, row.Attempt, row.Token));
        Assert.Equal(2, row.After(new TaskEvent.Claimed(s_worker)).Token);
    }

    [Fact]
    public void Cancelling_ends_what_waits_and_tells_what_runs()
    {
        Assert.Equal(RpcTaskState.Cancelled, Rows.Row().After(new TaskEvent.CancelRequested()).State);
        Assert.Equal(RpcTaskState.Cancelled, Rows.Row(due: Rows.Now.AddDays(1)).After(new TaskEvent.CancelRequested()).State);
        TaskRow told = Running().After(new TaskEvent.CancelRequested());
        Assert.Equal((RpcTaskState.Running, true), (told.State, told.CancelRequested));
        Assert.Equal(RpcTaskState.Cancelled, told.After(new TaskEvent.CancelAcknowledged(1)).State);
        Assert.Equal(RpcTaskState.Cancelled, told.After(new TaskEvent.Released(1)).State);
        Assert.Equal(RpcTaskState.Succeeded, told.After(new TaskEvent.Succeeded(1, [7])).State);
        Assert.Equal(TaskVerdict.Ignored, TaskEngine.Apply(told.After(new TaskEvent.Succeeded(1, [7])), new TaskEvent.CancelRequested(), Rows.Now).Verdict);
    }

    [Fact]
    public void What_has_not_begun_in_time_fails_as_expired()
    {
        TaskRow row = Rows.Row(expiresAfter: TimeSpan.FromSeconds(5));
        Assert.Equal(TaskVerdict.Ignored, TaskEngine.Apply(row, new TaskEvent.ClockTicked(), Rows.Now.AddSeconds(4)).Verdict);
        TaskRow expired = row.After(new TaskEvent.Claimed(s_worker), Rows.Now.AddSeconds(5));
        Assert.Equal((RpcTaskState.Failed, RpcTaskFailure.Expired), (expired.State, expired.Error!.Failure));
    }

    [Fact]
    public void A_task_waits_for_all_that_it_needs()
    {
        TaskRow row = Rows.Row(Rows.Spec() with { Needs = 2 });
        Assert.Equal(RpcTaskState.Waiting, row.State);
        row = row.After(new TaskEvent.NeedMet(null));
        Assert.Equal((RpcTaskState.Waiting, 1), (row.State, row.Missing));
        row = row.After(new TaskEvent.NeedMet([4, 5]));
        Assert.Equal(RpcTaskState.Ready, row.State);
        Assert.Equal([4, 5], row.Arguments);
        Assert.Equal(RpcTaskFailure.DependencyFailed, Rows.Row(Rows.Spec() with { Needs = 2 }).After(new TaskEvent.NeedFailed(Guid.NewGuid(), "no")).Error!.Failure);
    }

    [Fact]
    public void An_unknown_kind_is_parked_without_an_attempt()
    {
        TaskRow row = Rows.Row().After(new TaskEvent.KindUnknown());
        Assert.Equal((RpcTaskState.Parked, 0), (row.State, row.Attempt));
        Assert.Equal(RpcTaskState.Ready, row.After(new TaskEvent.KindKnown()).State);
    }

    [Fact]
    public void What_has_failed_is_retried_by_hand_from_the_start()
    {
        TaskRow row = Running().After(new TaskEvent.AttemptFailed(1, s_error, false, 0)).After(new TaskEvent.RetryRequested(), Rows.Now.AddHours(2));
        Assert.Equal((RpcTaskState.Ready, 0, 0, (TaskError?)null), (row.State, row.Attempt, row.Failures, row.Error));
        Assert.Equal([1, 2, 3], row.Arguments);
        Assert.Equal(TaskVerdict.Ignored, TaskEngine.Apply(Running(), new TaskEvent.RetryRequested(), Rows.Now).Verdict);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 4)]
    [InlineData(0.999, 7.992)]
    public void Full_jitter_stays_inside_its_bounds(double random, double seconds) =>
        Assert.Equal(seconds, RetryPolicy.Exponential(9).DelayAfter(4, random).TotalSeconds, 3);

    [Fact]
    public void Only_the_last_attempts_are_remembered()
    {
        TaskRow row = Rows.Row();
        for (int i = 0; i < 30; i++)
        {
            row = row.After(new TaskEvent.Claimed(s_worker)).After(new TaskEvent.WorkerLost(s_worker, Alone: false));
        }

        Assert.Equal(Enumerable.Range(11, 20), row.History.Select(attempt => attempt.Attempt));
    }
}
