using RabbitMQ.Client.Exceptions;
using Rpc.Tasks.RabbitMq.Links;

namespace Rpc.Tasks.RabbitMq.Publishing;

/// <summary>What a publisher says of messages that the broker does not take.</summary>
internal static class PublishRefusal
{
    /// <summary>The broker has sent it back, or refused to take it.</summary>
    public static RpcException Of(PublishException exception, string broker, string queue) => exception.IsReturn
        ? new RpcException(RpcStatus.Unavailable, $"{broker} has no queue {queue} any more: somebody has deleted it. It is declared again the next time; enqueue again.", innerException: exception)
        : new RpcException(RpcStatus.ResourceExhausted, $"{broker} has refused a message for {queue}: a policy limits the queue, or it has no majority of its nodes. Look at rabbitmqctl list_policies, and enqueue again later.", innerException: exception);

    /// <summary>The broker does not allow it, however often it is tried.</summary>
    public static RpcException Final(Exception exception, string broker, string queue) => exception is OperationInterruptedException { ShutdownReason.ReplyCode: 403 }
        ? new RpcException(RpcStatus.PermissionDenied, $"{broker} does not allow publishing to {queue}: {RabbitProblems.Of(exception)} Give the user the rights to configure, write and read rpc.tasks.*.", innerException: exception)
        : new RpcException(RpcStatus.FailedPrecondition, $"{broker} has refused a message for {queue}: {RabbitProblems.Of(exception)} Where it names an inequivalent argument, delete the queue and let it be declared again.", innerException: exception);

    /// <summary>It cannot be sent just now.</summary>
    public static RpcException Down(string broker, string? problem, Exception? exception = null) =>
        new(RpcStatus.Unavailable, $"{problem ?? broker + " could not be reached."} Nothing was published.", innerException: exception);
}
