using System.Runtime.CompilerServices;

namespace Rpc.Tasks;

/// <summary>Tasks with results that were enqueued together.</summary>
public sealed class TaskBatch<TResult> : TaskBatch
{
    internal TaskBatch(IReadOnlyList<TaskHandle<TResult>> handles)
        : base(handles) => Handles = handles;

    /// <inheritdoc cref="TaskBatch.Handles"/>
    public new IReadOnlyList<TaskHandle<TResult>> Handles { get; }

    /// <summary>Lets the batch be awaited: <c>int[] sums = await batch</c>.</summary>
    public new TaskAwaiter<TResult[]> GetAwaiter() => GetResultsAsync().GetAwaiter();

    /// <summary>All results, in the order of the calls, when all tasks have ended.</summary>
    /// <inheritdoc cref="TaskBatch.WaitAsync" path="/exception"/>
    public Task<TResult[]> GetResultsAsync(CancellationToken cancellationToken = default) => Task.WhenAll(Ends().Cast<Task<TResult>>()).WaitAsync(cancellationToken);

    private protected override Task EndOf(TaskHandle handle) => ((TaskHandle<TResult>)handle).GetResultAsync();
}
