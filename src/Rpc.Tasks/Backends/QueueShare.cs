namespace Rpc.Tasks.Backends;

/// <summary>A queue's share of a claim.</summary>
public sealed record QueueShare(string Queue, int Most);
