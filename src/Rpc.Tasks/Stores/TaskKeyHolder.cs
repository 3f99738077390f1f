namespace Rpc.Tasks.Stores;

/// <summary>A key that could not be had, because another task has it.</summary>
/// <param name="Wanted">The key and who wanted it.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="Digest">Of what was enqueued under it.</param>
public sealed record TaskKeyHolder(TaskKey Wanted, Guid Holder, byte[] Digest);
