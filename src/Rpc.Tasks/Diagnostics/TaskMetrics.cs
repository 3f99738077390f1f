using System.Diagnostics.Metrics;
using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Diagnostics;

/// <summary>What clients, workers and ledgers count: the meter <c>Rpc.Tasks</c>.</summary>
internal static class TaskMetrics
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Rpc.Tasks";

    private static readonly Meter s_meter = new(Name);

    private static readonly Counter<long> s_enqueued = s_meter.CreateCounter<long>("rpc.tasks.enqueued", "{task}", "Tasks that were enqueued, by queue");
    private static readonly Counter<long> s_ended = s_meter.CreateCounter<long>("rpc.tasks.attempts", "{attempt}", "Attempts that have ended, by queue, kind and how");
    private static readonly Counter<long> s_stale = s_meter.CreateCounter<long>("rpc.tasks.stale", "{attempt}", "Attempts whose end came too late: they were not the task's any more");
    private static readonly Counter<long> s_stuck = s_meter.CreateCounter<long>("rpc.tasks.stuck", "{task}", "Tasks that did not stop when they were told to");
    private static readonly Counter<long> s_lost = s_meter.CreateCounter<long>("rpc.tasks.workers_lost", "{worker}", "Workers whose lease was over while they should have lived");
    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>("rpc.tasks.run.duration", "s", "How long attempts ran, by queue and kind");
    private static readonly UpDownCounter<int> s_watchers = s_meter.CreateUpDownCounter<int>("rpc.tasks.hub.clients", "{client}", "Programs that a hub here tells what they wait for");
    private static readonly Counter<long> s_pushed = s_meter.CreateCounter<long>("rpc.tasks.hub.pushed", "{task}", "Ends of tasks that a hub here has told to who waited for them");

    /// <summary>Tasks were enqueued.</summary>
    public static void Enqueued(IReadOnlyList<NewTask> tasks)
    {
        if (s_enqueued.Enabled)
        {
            foreach (IGrouping<string, NewTask> queue in tasks.GroupBy(static task => task.Spec.Queue))
            {
                s_enqueued.Add(queue.Count(), new KeyValuePair<string, object?>("queue", queue.Key));
            }
        }
    }

    /// <summary>An attempt has ended.</summary>
    public static void Ended(ClaimedTask task, TaskSettlementKind how, TimeSpan after)
    {
        if (s_ended.Enabled || s_duration.Enabled)
        {
            var queue = new KeyValuePair<string, object?>("queue", task.Spec.Queue);
            var kind = new KeyValuePair<string, object?>("kind", task.Spec.Kind);
            s_ended.Add(1, queue, kind, new KeyValuePair<string, object?>("how", how.ToString()));
            s_duration.Record(after.TotalSeconds, queue, kind);
        }
    }

    /// <summary>The end of an attempt came too late.</summary>
    public static void Stale() => s_stale.Add(1);

    /// <summary>A task does not stop.</summary>
    public static void Stuck() => s_stuck.Add(1);

    /// <summary>Workers were given up.</summary>
    public static void Lost(int workers)
    {
        if (workers > 0)
        {
            s_lost.Add(workers);
        }
    }

    /// <summary>A client of a hub begins (1) or ends (-1) to listen.</summary>
    public static void HubWatched(int change) => s_watchers.Add(change);

    /// <summary>A hub has told the ends of tasks.</summary>
    public static void HubPushed(int outcomes)
    {
        if (outcomes > 0)
        {
            s_pushed.Add(outcomes);
        }
    }
}
