namespace Rpc.Calls;

/// <summary>What was counted until a moment. Immutable.</summary>
/// <param name="At">The moment, in the stopwatch's ticks.</param>
/// <param name="Buckets">How many calls of each method took how long.</param>
/// <param name="Failed">How many of each failed.</param>
/// <param name="Nanoseconds">How long all of each took together.</param>
internal sealed record LoadSnapshot(long At, long[][] Buckets, long[] Failed, long[] Nanoseconds);
