namespace Rpc.Tasks.Stores;

/// <summary>What there may be to do. Times are the store's.</summary>
/// <param name="Now">The store's time.</param>
/// <param name="HasReady">Whether there is a ready task in the queues asked for, of a kind that the worker knows.</param>
/// <param name="NextDueAt">When the next scheduled task, or schedule that is not paused, is due; null for none.</param>
/// <param name="NextLossAt">When the first lease of a worker ends; null for none.</param>
/// <param name="HasOther">Whether something else wants to be seen to: expired tasks, results to forget, tasks of kinds that nobody knows.</param>
public readonly record struct TaskOutlook(DateTimeOffset Now, bool HasReady, DateTimeOffset? NextDueAt, DateTimeOffset? NextLossAt, bool HasOther);
