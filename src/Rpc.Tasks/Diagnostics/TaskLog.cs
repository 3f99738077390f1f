using Microsoft.Extensions.Logging;

namespace Rpc.Tasks.Diagnostics;

/// <summary>What clients and workers log (docs/errors.md, Events).</summary>
internal static partial class TaskLog
{
    [LoggerMessage(1200, LogLevel.Warning, "The results of tasks cannot be looked up at {Backend} just now; who waits for them goes on waiting.", EventName = "TaskLookFailed")]
    public static partial void LookFailed(ILogger log, Exception exception, string backend);

    [LoggerMessage(1201, LogLevel.Information, "Worker {Worker} takes tasks of {Queues} at {Backend}: {Kinds} methods, {Concurrency} at a time.", EventName = "TaskWorkerJoined")]
    public static partial void Joined(ILogger log, string worker, string queues, string backend, int kinds, int concurrency);

    [LoggerMessage(1202, LogLevel.Warning, "Worker {Worker} cannot reach {Backend}, {Doing}; it tries again.", EventName = "TaskBackendFailed")]
    public static partial void BackendFailed(ILogger log, Exception exception, string worker, string backend, string doing);

    [LoggerMessage(1203, LogLevel.Error, "Worker {Worker} has lost its lease at {Backend}: its {Running} tasks are others' now, and what they end with is not used. It joins again.", EventName = "TaskLeaseLost")]
    public static partial void LeaseLost(ILogger log, string worker, string backend, int running);

    [LoggerMessage(1204, LogLevel.Warning, "Task {Task} ({Kind}) does not stop, {Seconds} s after it was told to: its place is given to another, and what it ends with is not used.", EventName = "TaskStuck")]
    public static partial void Stuck(ILogger log, Guid task, string kind, double seconds);

    [LoggerMessage(1205, LogLevel.Warning, "The end of attempt {Attempt} of task {Task} ({Kind}) came too late: the attempt is not the task's any more.", EventName = "TaskEndStale")]
    public static partial void Stale(ILogger log, int attempt, Guid task, string kind);

    [LoggerMessage(1206, LogLevel.Information, "Worker {Worker} stops: {Running} tasks run still, and have {Seconds} s to end.", EventName = "TaskWorkerDraining")]
    public static partial void Draining(ILogger log, string worker, int running, double seconds);

    [LoggerMessage(1207, LogLevel.Information, "Attempt {Attempt} of task {Task} ({Kind}) has failed: {Message}", EventName = "TaskAttemptFailed")]
    public static partial void AttemptFailed(ILogger log, Exception? exception, int attempt, Guid task, string kind, string message);

    [LoggerMessage(1208, LogLevel.Error, "A loop of worker {Worker} has ended that must not; it begins again.", EventName = "TaskLoopFailed")]
    public static partial void LoopFailed(ILogger log, Exception exception, string worker);

    [LoggerMessage(1240, LogLevel.Information, "The tasks of {Backend} are served at {Uri}.", EventName = "TaskHubServing")]
    public static partial void HubServing(ILogger log, string backend, string uri);

    [LoggerMessage(1241, LogLevel.Warning, "The hub cannot see to what is due at {Backend}; it tries again each second.", EventName = "TaskHubTendFailed")]
    public static partial void HubTendFailed(ILogger log, Exception exception, string backend);

    [LoggerMessage(1242, LogLevel.Warning, "The answer to a claim of worker {Worker} was lost: what runs in it beyond the {Held} tasks that it knows of is given back.", EventName = "TaskHubClaimLost")]
    public static partial void HubClaimLost(ILogger log, Guid worker, int held);

    [LoggerMessage(1243, LogLevel.Debug, "A client of the hub has stopped listening: {Reason}", EventName = "TaskHubClientLeft")]
    public static partial void HubClientLeft(ILogger log, string reason);

    [LoggerMessage(1244, LogLevel.Warning, "Nothing is heard of {Hub} just now ({Problem}); who waits for tasks asks it until it is heard again.", EventName = "TaskHubStreamLost")]
    public static partial void HubStreamLost(ILogger log, string hub, string problem);

    [LoggerMessage(1245, LogLevel.Information, "{Hub} is heard again.", EventName = "TaskHubStreamBack")]
    public static partial void HubStreamBack(ILogger log, string hub);
}
