namespace Rpc.Tasks.Stores;

/// <summary>A place in a list of tasks.</summary>
public sealed record TaskPlace(DateTimeOffset EnqueuedAt, Guid Id);
