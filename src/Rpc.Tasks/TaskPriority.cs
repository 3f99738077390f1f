namespace Rpc.Tasks;

/// <summary>Which of the tasks that wait in one queue comes next. Numbers are stored.</summary>
public enum TaskPriority
{
    /// <summary>Before all others.</summary>
    High = 0,

    /// <summary>In the order in which they became ready.</summary>
    Normal = 1,

    /// <summary>When nothing else waits.</summary>
    Low = 2,
}
