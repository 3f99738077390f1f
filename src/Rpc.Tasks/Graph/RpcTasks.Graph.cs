using System.Data.Common;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Diagnostics;

namespace Rpc.Tasks;

/// <content>Graphs.</content>
public sealed partial class RpcTasks
{
    /// <summary>Enqueues all tasks of a graph, or none. When this returns, they are durable.</summary>
    /// <param name="graph">The graph, which is enqueued once.</param>
    /// <param name="transaction">One of the caller's on the backend's own database: the tasks exist when it is committed, and never did when it is rolled back. Null (default): one of the backend's own.</param>
    /// <param name="cancellationToken">Stops waiting: the tasks may have been enqueued or not.</param>
    /// <returns>The handles of the tasks.</returns>
    /// <exception cref="ArgumentException">The arguments of one are too long.</exception>
    /// <exception cref="InvalidOperationException">The graph was enqueued before, or the backend keeps no results.</exception>
    /// <exception cref="RpcException">The tasks were refused, or the backend cannot be reached. Where <see cref="RpcException.Outcome"/> says that none was enqueued, the graph may be enqueued again.</exception>
    public async ValueTask<TaskRun> EnqueueAsync(TaskGraph graph, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        Kept();
        var options = new EnqueueOptions { Transaction = transaction };
        IReadOnlyList<TaskNode> nodes = graph.Begin();
        bool sent = false;
        try
        {
            if (nodes.Count > 0)
            {
                using TaskTrace trace = TaskTrace.Enqueue(nodes[0].Call, nodes.Count);
                EnqueueRequest request = _requests.Of(nodes, trace.Parent);
                sent = true;
                await SendAsync(request, options, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (!sent || exception is RpcException { Outcome: RpcOutcome.NotExecuted })
        {
            graph.Reopen();
            throw;
        }

        return new TaskRun(this, graph, nodes, Uncommitted(options));
    }
}
