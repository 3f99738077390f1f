using RabbitMQ.Client;
using Rpc.Tasks.RabbitMq.Consuming;
using Rpc.Tasks.RabbitMq.Diagnostics;
using Rpc.Tasks.RabbitMq.Links;
using Rpc.Tasks.RabbitMq.Publishing;

namespace Rpc.Tasks.RabbitMq.Storeless;

/// <summary>Puts messages where they go next: what comes next is confirmed before what came is acknowledged, so a task may be there twice for a moment, and never not at all. Thread-safe.</summary>
internal sealed class MessageEnds(Broker broker)
{
    /// <summary>Publishes a task at the end of its queue again.</summary>
    /// <returns>False where the broker had taken the delivery back before.</returns>
    public ValueTask<bool> AgainAsync(Delivery delivery, TaskMessage message) => ReplaceAsync(delivery, delivery.Queue, message.Properties());

    /// <summary>Gives back what was not begun, without counting it.</summary>
    public async ValueTask GiveBackAsync(Delivery delivery)
    {
        if (TaskMessage.Of(delivery) is { } message)
        {
            await AgainAsync(delivery, message with { Attempts = message.Attempts + delivery.Redeliveries }).ConfigureAwait(false);
        }
        else
        {
            await delivery.ReturnAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Puts a message among the dead letters, with the reason.</summary>
    public ValueTask<bool> DieAsync(Delivery delivery, RpcTaskFailure failure, string reason)
    {
        RabbitMetrics.Dead();
        RabbitLog.DeadLetter(broker.Log, delivery.Queue, reason);
        var properties = new BasicProperties(delivery.Properties) { Expiration = null };
        properties.Headers = new Dictionary<string, object?>(properties.Headers ?? new Dictionary<string, object?>())
        {
            ["rpc-queue"] = delivery.Queue,
            ["rpc-failure"] = failure.ToString(),
            ["rpc-error"] = reason.Length > 2000 ? reason[..2000] : reason,
        };
        return ReplaceAsync(delivery, QueueNames.Dead, properties);
    }

    private async ValueTask<bool> ReplaceAsync(Delivery delivery, string queue, BasicProperties properties)
    {
        if (delivery.IsVoid)
        {
            return false;
        }

        var confirmed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var publication = new OutgoingMessage(queue, properties, delivery.Body, isAwaited: true, problem => confirmed.TrySetResult(problem is null));
        broker.Publisher.Post(publication);
        await ((Task)confirmed.Task).WaitAsync(broker.Options.PublishTimeout, broker.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        publication.GiveUp();

        // Where the broker does not take it, it has it still, and delivers it again.
        return confirmed.Task is { IsCompleted: true, Result: true }
            ? await delivery.AckAsync().ConfigureAwait(false)
            : await delivery.ReturnAsync().ConfigureAwait(false);
    }
}
