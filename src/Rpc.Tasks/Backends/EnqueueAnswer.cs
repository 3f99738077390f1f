namespace Rpc.Tasks.Backends;

/// <summary>What became of a task that was to be enqueued.</summary>
/// <param name="Id">Its id; that of the task that had its key before, if there is one.</param>
/// <param name="IsNew">Whether it was enqueued now.</param>
public sealed record EnqueueAnswer(Guid Id, bool IsNew);
