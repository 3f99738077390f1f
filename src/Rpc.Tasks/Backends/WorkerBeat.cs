namespace Rpc.Tasks.Backends;

/// <summary>A sign of life.</summary>
/// <param name="Worker">Whose.</param>
/// <param name="Lease">How long it lives from now on without another.</param>
/// <param name="Reports">What its tasks have reported since the last one.</param>
public sealed record WorkerBeat(Guid Worker, TimeSpan Lease, IReadOnlyList<TaskReport> Reports)
{
    /// <summary>All tasks that the worker knows to have, where an answer to a claim was lost: the others that run in it are given back, uncharged. Null (default) where nothing is known of a loss.</summary>
    public IReadOnlyList<HeldTask>? Held { get; init; }
}
