namespace Rpc.Tasks;

/// <summary>Why there is no result, where that is not an exception of the task's own method. Numbers are stored and travel.</summary>
public enum RpcTaskFailure
{
    /// <summary>None of these: the method threw.</summary>
    None = 0,

    /// <summary>No task has this id, or nothing of it is kept any more.</summary>
    NotFound = 1,

    /// <summary>The result was kept for as long as was asked for.</summary>
    ResultExpired = 2,

    /// <summary>Its workers died while it ran, as often as its policy allows.</summary>
    WorkerLost = 3,

    /// <summary>Its stored arguments, or its result, cannot be read.</summary>
    Undecodable = 4,

    /// <summary>It ran longer than its <see cref="EnqueueOptions.Timeout"/>.</summary>
    TimedOut = 5,

    /// <summary>It was cancelled.</summary>
    Cancelled = 6,

    /// <summary>It had not begun when its <see cref="EnqueueOptions.ExpiresAfter"/> was over.</summary>
    Expired = 7,

    /// <summary>A task whose result it needs has failed.</summary>
    DependencyFailed = 8,
}
