using System.Diagnostics;
using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Diagnostics;

/// <summary>The activities of tasks: source <c>Rpc.Tasks</c>. Nothing is made while nobody listens.</summary>
internal sealed class TaskTrace : IDisposable
{
    private static readonly ActivitySource s_source = new(TaskMetrics.Name);
    private static readonly TaskTrace s_none = new(null);

    private readonly Activity? _activity;

    private TaskTrace(Activity? activity) => _activity = activity;

    /// <summary>What a task keeps of the trace that it is enqueued in.</summary>
    public string? Parent => (_activity ?? Activity.Current) is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>A call is enqueued.</summary>
    public static TaskTrace Enqueue(RemoteCall call, int count)
    {
        if (!s_source.HasListeners())
        {
            return s_none;
        }

        Activity? activity = s_source.StartActivity($"enqueue {call.Contract.Name}/{call.Method.Name}", ActivityKind.Producer);
        activity?.SetTag("rpc.method", $"{call.Contract.Name}/{call.Method.Name}");
        if (count > 1)
        {
            activity?.SetTag("messaging.batch.message_count", count);
        }

        return new TaskTrace(activity);
    }

    /// <summary>An attempt begins: a trace of its own, linked to the one in which it was enqueued, which may have ended days ago.</summary>
    public static TaskTrace Run(ClaimedTask task)
    {
        if (!s_source.HasListeners())
        {
            return s_none;
        }

        ActivityLink[] links = ActivityContext.TryParse(task.Spec.TraceParent, null, isRemote: true, out ActivityContext enqueuer) ? [new ActivityLink(enqueuer)] : [];
        Activity.Current = null;
        Activity? activity = s_source.StartActivity($"run {task.Spec.Kind}", ActivityKind.Consumer, parentContext: default, links: links);
        activity?.SetTag("rpc.task.id", task.Id.ToString());
        activity?.SetTag("rpc.task.attempt", task.Attempt);
        activity?.SetTag("rpc.task.queue", task.Spec.Queue);
        return new TaskTrace(activity);
    }

    /// <summary>It has failed.</summary>
    public void Fail(string type, string message)
    {
        _activity?.SetTag("error.type", type);
        _activity?.SetStatus(ActivityStatusCode.Error, message);
    }

    public void Dispose() => _activity?.Dispose();
}
