using Rpc.Tasks.RabbitMq.Consuming;

namespace Rpc.Tasks.RabbitMq.Storeless;

/// <summary>A task that runs here, and the delivery that is acknowledged at its end.</summary>
internal sealed record RunningMessage(TaskMessage Message, Delivery Delivery, Guid Worker)
{
    /// <summary>Which attempt runs.</summary>
    public int Attempt => Message.Attempts + Delivery.Redeliveries + 1;
}
