namespace Rpc.Tasks.Stores;

/// <summary>How many tasks of one queue are in one state.</summary>
public sealed record TaskCount(string Queue, RpcTaskState State, long Count);
