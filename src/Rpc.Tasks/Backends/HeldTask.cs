namespace Rpc.Tasks.Backends;

/// <summary>A task that a worker knows to have.</summary>
/// <param name="Id">The task.</param>
/// <param name="Token">The attempt.</param>
public sealed record HeldTask(Guid Id, long Token);
