using Rpc.Tasks.Backends;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Ledger;

/// <summary>What the outside sees of rows.</summary>
internal static class TaskInfos
{
    public static RpcTaskInfo Of(TaskRow row) => new()
    {
        Id = row.Id,
        State = row.State,
        Kind = row.Spec.Kind,
        Queue = row.Spec.Queue,
        Priority = row.Spec.Priority,
        EnqueuedAt = row.EnqueuedAt,
        ReadyAt = row.ReadyAt,
        BeganAt = row.BeganAt,
        EndedAt = row.EndedAt,
        KeptUntil = row.KeptUntil,
        Attempt = row.Attempt,
        WorkerDeaths = row.Deaths,
        IsQuarantined = row.Quarantined,
        IsCancelRequested = row.CancelRequested,
        Worker = row.Worker,
        Error = row.Error,
        History = row.History,
        IdempotencyKey = row.Spec.IdempotencyKey,
        UniqueKey = row.Spec.UniqueKey,
        Schedule = row.Spec.Schedule,
        Missing = row.Missing,
        Progress = row.Progress,
    };

    public static TaskOutcome Outcome(TaskRow row) => new(row.Id, row.State, row.Spec.Kind, row.Result, row.Error);

    public static RpcScheduleInfo Of(ScheduleRow schedule) =>
        new(schedule.Name, schedule.Timing, schedule.TimeZone, schedule.Spec.Kind, schedule.Spec.Queue, schedule.IsPaused ? null : schedule.NextAt, schedule.LastAt, schedule.IsPaused);
}
