namespace Rpc.Tasks.RabbitMq.Links;

/// <summary>The queues at the broker. Quorum queues of RabbitMQ 3.10 have no priorities, so each queue of tasks is three.</summary>
internal static class QueueNames
{
    /// <summary>Where messages go that nobody can run, with the reason in their headers.</summary>
    public const string Dead = "rpc.tasks.dead";

    /// <summary>The priorities, the most urgent first.</summary>
    public static readonly IReadOnlyList<TaskPriority> Priorities = [TaskPriority.High, TaskPriority.Normal, TaskPriority.Low];

    /// <summary>The broker's name of a queue of tasks and a priority.</summary>
    public static string Of(string queue, TaskPriority priority) => priority switch
    {
        TaskPriority.High => $"rpc.tasks.{queue}.high",
        TaskPriority.Low => $"rpc.tasks.{queue}.low",
        _ => $"rpc.tasks.{queue}.normal",
    };
}
