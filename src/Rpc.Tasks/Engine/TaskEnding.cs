namespace Rpc.Tasks.Engine;

/// <summary>How an attempt ended. Numbers are stored.</summary>
public enum TaskEnding
{
    /// <summary>With a result.</summary>
    Succeeded = 0,

    /// <summary>With an exception.</summary>
    Failed = 1,

    /// <summary>It ran too long.</summary>
    TimedOut = 2,

    /// <summary>Its worker died.</summary>
    WorkerLost = 3,

    /// <summary>It was cancelled.</summary>
    Cancelled = 4,

    /// <summary>Its arguments could not be read.</summary>
    Undecodable = 5,
}
