namespace Rpc.Tasks;

/// <summary>Where a task is. Numbers are stored and travel: they never change.</summary>
public enum RpcTaskState
{
    /// <summary>No task has this id, or it ended so long ago that nothing of it is kept.</summary>
    NotFound = 0,

    /// <summary>It has ended, and its result was kept for as long as its <see cref="EnqueueOptions.ResultTtl"/> says.</summary>
    ResultExpired = 1,

    /// <summary>It waits for the results of other tasks of its graph.</summary>
    Waiting = 2,

    /// <summary>It is not due yet: it was delayed, or its next attempt comes later.</summary>
    Scheduled = 3,

    /// <summary>A worker may take it.</summary>
    Ready = 4,

    /// <summary>A worker runs it, or has died and is not missed yet.</summary>
    Running = 5,

    /// <summary>It has ended with a result.</summary>
    Succeeded = 6,

    /// <summary>It has ended without one and will not be tried again by itself.</summary>
    Failed = 7,

    /// <summary>It was cancelled before it ended.</summary>
    Cancelled = 8,

    /// <summary>No worker that lives knows its method. It runs when one joins that does; no attempt is used up.</summary>
    Parked = 9,
}
