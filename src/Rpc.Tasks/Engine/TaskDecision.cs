namespace Rpc.Tasks.Engine;

/// <summary>What the engine makes of an event.</summary>
/// <param name="Verdict">Whether anything changes.</param>
/// <param name="Row">The task as it is from now on.</param>
public readonly record struct TaskDecision(TaskVerdict Verdict, TaskRow Row)
{
    /// <summary>Whether the row is another.</summary>
    public bool Changed => Verdict == TaskVerdict.Applied;
}
