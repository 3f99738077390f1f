namespace Rpc.Tasks.Backends;

/// <summary>What a worker gets.</summary>
/// <param name="Known">Whether the worker still has its lease; it gets nothing without.</param>
/// <param name="Tasks">The tasks, each claimed for it.</param>
/// <param name="LonersWait">Whether a task waits that has to be alone in a worker.</param>
public sealed record ClaimAnswer(bool Known, IReadOnlyList<ClaimedTask> Tasks, bool LonersWait);
