namespace Rpc.Tasks.Engine;

/// <summary>One attempt that has ended.</summary>
/// <param name="Attempt">Its number: 1 for the first.</param>
/// <param name="Worker">The worker that ran it.</param>
/// <param name="BeganAt">When it was claimed.</param>
/// <param name="EndedAt">When that became known.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Message">What went wrong; empty for nothing.</param>
public sealed record TaskAttempt(int Attempt, Guid Worker, DateTimeOffset BeganAt, DateTimeOffset EndedAt, TaskEnding Ending, string Message);
