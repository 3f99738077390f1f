namespace Rpc.Tasks.Stores;

/// <summary>A key that a task wants to have.</summary>
/// <param name="IsUnique">True for a unique key, which is given up when the task ends; false for an idempotency key, which lasts as long as anything of the task is kept.</param>
/// <param name="Key">The key: compared byte for byte, at most 200 characters.</param>
/// <param name="Task">Who wants it.</param>
/// <param name="Digest">Of what is enqueued under an idempotency key, to tell the same from something else; empty for unique keys.</param>
public sealed record TaskKey(bool IsUnique, string Key, Guid Task, byte[] Digest);
