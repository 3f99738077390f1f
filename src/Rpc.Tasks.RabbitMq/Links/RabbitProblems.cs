using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Rpc.Tasks.RabbitMq.Links;

/// <summary>What exceptions of the library say to people.</summary>
internal static class RabbitProblems
{
    /// <summary>A sentence.</summary>
    public static string Of(Exception exception) => Sentence(exception switch
    {
        OperationInterruptedException { ShutdownReason: { } reason } => reason.ReplyText,
        BrokerUnreachableException { InnerException: { } inner } => Innermost(inner),
        OperationCanceledException or TimeoutException => "no answer came in time",
        _ => Innermost(exception),
    });

    /// <summary>Whether the broker has refused for a reason that another try meets again: rights, settings of a queue, size.</summary>
    public static bool IsFinal(Exception exception) => exception is OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer, ReplyCode: 403 or 405 or 406 } };

    private static string Innermost(Exception exception)
    {
        Exception inner = exception;
        while (inner.InnerException is { } next)
        {
            inner = next;
        }

        return inner is OperationInterruptedException { ShutdownReason: { } reason } ? reason.ReplyText : inner.Message;
    }

    private static string Sentence(string text) => text.TrimEnd().EndsWith('.') ? text.TrimEnd() : text.TrimEnd() + ".";
}
