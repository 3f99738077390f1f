using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Diagnostics;

namespace Rpc.Calls;

/// <summary>Counts and logs what becomes of calls that fail: each once, where it is decided. What is told here costs a call that succeeds nothing.</summary>
internal static class CallFailures
{
    /// <summary>A call was not answered before its deadline, or not sent.</summary>
    public static void TimedOut(ILogger logger, string call, string uri, string correlationId = "not sent")
    {
        FailureMetrics.CallsFailed(nameof(RpcStatus.DeadlineExceeded));
        FailureLog.CallTimedOut(logger, call, uri, correlationId);
    }

    /// <summary>A call's time was over before it was sent, or before its body came; gives the failure back.</summary>
    public static RpcException Overdue(ILogger? logger, string call, RpcException failure)
    {
        TimedOut(logger ?? NullLogger.Instance, call, failure.RemoteUri ?? "");
        return failure;
    }

    /// <summary>A caller's own token fired.</summary>
    public static void Cancelled(ILogger logger, PendingCall call)
    {
        FailureMetrics.CallsFailed(nameof(RpcStatus.Cancelled));
        FailureLog.CallCancelled(logger, call.What, call.Uri, call.CorrelationId);
    }

    /// <summary>An answer came and cannot be taken; gives the failure back.</summary>
    public static RpcException NotTaken(ILogger logger, string call, string uri, RpcException failure)
    {
        FailureMetrics.CallsFailed(failure.Reason.ToString());
        FailureLog.AnswerNotTaken(logger, call, uri, failure.Reason, failure.Message);
        return failure;
    }

    /// <summary>This side refuses a call, its own or the peer's, before it ran; gives the refusal back.</summary>
    public static RpcException Refused(CallChannel channel, RpcException refusal)
    {
        RpcMetrics.CountRefused(refusal.Reason.ToString());
        RpcLog.CallRefused(channel.Logger, channel.PeerAddress, refusal.Reason, refusal.Message);
        return refusal;
    }

    /// <summary>The status under which a handler's failure is counted.</summary>
    public static RpcStatus StatusOf(Exception exception) => exception switch
    {
        RpcException rpc => rpc.Status,
        OperationCanceledException => RpcStatus.Cancelled,
        _ => RpcStatus.Unknown,
    };

    /// <summary>Handlers were told to stop.</summary>
    public static void Stopped(CallChannel channel, int handlers, string reason)
    {
        if (handlers > 0)
        {
            FailureMetrics.HandlersCancelled(reason, handlers);
            FailureLog.HandlersCancelled(channel.Logger, handlers, channel.PeerAddress, reason);
        }
    }

    /// <summary>A connection ended with calls of this side under way, or with output that was not sent.</summary>
    public static void Lost(CallChannel channel, int calls, long unsentBytes, string reason)
    {
        if (calls > 0)
        {
            FailureMetrics.CallsFailed(nameof(RpcErrorReason.ConnectionLost), calls);
        }

        if (unsentBytes > 0)
        {
            FailureMetrics.UnsentLost(unsentBytes);
        }

        if (calls > 0 || unsentBytes > 0)
        {
            FailureLog.CallsLost(channel.Logger, calls, unsentBytes, channel.PeerAddress, reason);
        }
    }
}
