namespace Rpc.Tasks.Engine;

/// <summary>Whether an event changes a task.</summary>
public enum TaskVerdict
{
    /// <summary>It does.</summary>
    Applied,

    /// <summary>There is nothing to do.</summary>
    Ignored,

    /// <summary>It is told of an attempt that is not the task's any more, by a worker that was thought dead or too slow: nothing changes, and it is counted.</summary>
    Stale,
}
