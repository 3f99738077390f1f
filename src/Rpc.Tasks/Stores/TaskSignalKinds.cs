namespace Rpc.Tasks.Stores;

/// <summary>What a commit may have changed. Numbers travel between processes.</summary>
[Flags]
public enum TaskSignalKinds
{
    /// <summary>Nothing that anybody waits for.</summary>
    None = 0,

    /// <summary>Tasks have become ready.</summary>
    Ready = 1,

    /// <summary>Tasks have ended.</summary>
    Ended = 2,

    /// <summary>Running tasks are to be cancelled.</summary>
    Cancel = 4,

    /// <summary>Something becomes due earlier than was known: a task, a schedule.</summary>
    Due = 8,

    /// <summary>Tasks that run have reported.</summary>
    Progress = 16,
}
