using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Backends;

/// <summary>What there is, at a glance.</summary>
/// <param name="Counts">Tasks by queue and state.</param>
/// <param name="Workers">The workers that live.</param>
public sealed record TaskOverview(IReadOnlyList<TaskCount> Counts, IReadOnlyList<WorkerRow> Workers);
