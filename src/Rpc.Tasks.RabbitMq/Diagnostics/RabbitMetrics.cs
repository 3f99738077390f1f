using System.Diagnostics.Metrics;

namespace Rpc.Tasks.RabbitMq.Diagnostics;

/// <summary>What the delivery of tasks counts: the meter <c>Rpc.Tasks.RabbitMq</c>.</summary>
internal static class RabbitMetrics
{
    private static readonly Meter s_meter = new("Rpc.Tasks.RabbitMq");

    private static readonly Histogram<double> s_confirmed = s_meter.CreateHistogram<double>("rpc.tasks.rabbitmq.confirm.duration", "s", "How long the broker took to confirm messages");
    private static readonly Counter<long> s_refused = s_meter.CreateCounter<long>("rpc.tasks.rabbitmq.refused", "{message}", "Messages that the broker has sent back or refused");
    private static readonly Counter<long> s_delivered = s_meter.CreateCounter<long>("rpc.tasks.rabbitmq.delivered", "{message}", "Messages that were delivered to workers here");
    private static readonly Counter<long> s_dropped = s_meter.CreateCounter<long>("rpc.tasks.rabbitmq.dropped", "{message}", "Deliveries of tasks that were not ready: duplicates, and tasks that were cancelled or withdrawn");
    private static readonly Counter<long> s_republished = s_meter.CreateCounter<long>("rpc.tasks.rabbitmq.republished", "{message}", "Ready tasks without word at the broker that were published again");
    private static readonly Counter<long> s_direct = s_meter.CreateCounter<long>("rpc.tasks.rabbitmq.direct", "{task}", "Ready tasks that were not delivered and taken from the store instead");
    private static readonly Counter<long> s_dead = s_meter.CreateCounter<long>("rpc.tasks.rabbitmq.dead", "{message}", "Messages that went to the dead letters");
    private static readonly Counter<long> s_lost = s_meter.CreateCounter<long>("rpc.tasks.rabbitmq.connections_lost", "{connection}", "Connections that were lost, by role");

    /// <summary>A message was confirmed.</summary>
    public static void Confirmed(TimeSpan after) => s_confirmed.Record(after.TotalSeconds);

    /// <summary>A message was refused.</summary>
    public static void Refused() => s_refused.Add(1);

    /// <summary>A message has come.</summary>
    public static void Delivered() => s_delivered.Add(1);

    /// <summary>Deliveries were of no use.</summary>
    public static void Dropped(int count)
    {
        if (count > 0)
        {
            s_dropped.Add(count);
        }
    }

    /// <summary>Tasks were published again.</summary>
    public static void Republished(int count) => s_republished.Add(count);

    /// <summary>Tasks were taken without a delivery.</summary>
    public static void Direct(int count) => s_direct.Add(count);

    /// <summary>A message is dead.</summary>
    public static void Dead() => s_dead.Add(1);

    /// <summary>A connection was lost.</summary>
    public static void Lost(string role) => s_lost.Add(1, new KeyValuePair<string, object?>("role", role));
}
