using System.Runtime.ExceptionServices;
using Rpc.Protocol;

namespace Rpc.Calls;

/// <summary>Exceptions to payloads and back, and the sentences in which failures are told.</summary>
internal static class RemoteErrors
{
    public static ErrorPayload ToPayload(Exception exception, IncomingCall call)
    {
        bool details = call.Target.DetailedErrors;
        byte kind = WellKnownExceptions.KindOf(exception);
        (RpcStatus status, RpcErrorReason reason) = exception switch
        {
            RpcException rpc => (rpc.Status, rpc.Reason),
            OperationCanceledException when call.IsOverdue => (RpcStatus.DeadlineExceeded, RpcErrorReason.None),
            OperationCanceledException => (RpcStatus.Cancelled, RpcErrorReason.None),
            _ => (RpcStatus.Unknown, RpcErrorReason.None),
        };

        // What a nested call says of itself is not true of this one: once entered, this handler has run and failed.
        RpcOutcome outcome = !call.IsEntered ? RpcOutcome.NotExecuted
            : exception is OperationCanceledException ? RpcOutcome.MaybeExecuted
            : RpcOutcome.Completed;
        string message = status == RpcStatus.DeadlineExceeded && exception is OperationCanceledException
            ? $"{call.What} was cancelled because its caller's deadline had passed."
            : exception is RpcException or OperationCanceledException || kind != 0 || details
            ? WellKnownExceptions.MessageOf(exception)
            : $"{call.What} failed on its server, which keeps the details to itself. Its log has them; {nameof(RpcServerOptions)}.{nameof(RpcServerOptions.DetailedErrors)} sends them.";
        return new ErrorPayload(status, outcome, reason, message)
        {
            ExceptionKind = kind,
            Parameter = (exception as ArgumentException)?.ParamName ?? "",
            RemoteType = details ? exception.GetType().FullName ?? "" : "",
            RemoteStackTrace = details ? exception.StackTrace ?? "" : "",
        };
    }

    public static Exception FromPayload(ErrorPayload payload, string uri)
    {
        if (WellKnownExceptions.Restore(payload) is { } restored)
        {
            if (payload.RemoteStackTrace.Length > 0)
            {
                ExceptionDispatchInfo.SetRemoteStackTrace(restored, payload.RemoteStackTrace);
            }

            return restored;
        }

        return new RpcException(payload.Status, payload.Message, payload.Outcome, payload.Reason)
        {
            RemoteType = NullIfEmpty(payload.RemoteType),
            RemoteStackTrace = NullIfEmpty(payload.RemoteStackTrace),
            RemoteUri = uri,
        };
    }

    public static RpcException UndecodableArguments(Exception exception, string what) => exception is RpcException rpc
        ? new RpcException(rpc.Status, $"The arguments of {what} cannot be read: {rpc.Message}", RpcOutcome.NotExecuted, rpc.Reason, rpc)
        : new RpcException(RpcStatus.InvalidArgument, $"The arguments of {what} cannot be read: {exception.Message}", RpcOutcome.NotExecuted, RpcErrorReason.Undecodable, exception);

    public static RpcException UndecodableResult(Exception exception, string what, string uri) => exception is RpcException rpc
        ? new RpcException(rpc.Status, $"The result of {what} at {uri} cannot be read: {rpc.Message}", RpcOutcome.Completed, rpc.Reason, rpc) { RemoteUri = uri }
        : new RpcException(RpcStatus.InvalidArgument, $"The result of {what} at {uri} cannot be read: {exception.Message}", RpcOutcome.Completed, RpcErrorReason.Undecodable, exception) { RemoteUri = uri };

    public static RpcException DeadlineExceeded(PendingCall call) =>
        new(RpcStatus.DeadlineExceeded, $"{call.What} at {call.Uri} did not answer before its deadline. It may still run there; give it more time with {nameof(ProxyOptions)}.{nameof(ProxyOptions.Timeout)}.", call.OutcomeIfLost) { RemoteUri = call.Uri };

    public static RpcException ConnectionLost(PendingCall call, string reason) =>
        new(RpcStatus.Unavailable, $"The connection to {call.Uri} was lost while {call.What} was under way: {reason}.", call.OutcomeIfLost, RpcErrorReason.ConnectionLost) { RemoteUri = call.Uri };

    public static RpcException NotTaken(PendingCall call) =>
        new(RpcStatus.Unavailable, $"{call.What} was not run: the server at {call.Uri} was shutting down and had not taken the call.", RpcOutcome.NotExecuted, RpcErrorReason.Draining) { RemoteUri = call.Uri };

    public static RpcException NotConnected(string uri, string reason, Exception? inner = null) =>
        new(RpcStatus.Unavailable, $"{uri} cannot be reached: {reason}.", RpcOutcome.NotExecuted, RpcErrorReason.ConnectionLost, inner) { RemoteUri = uri };

    /// <summary>Throws on the waiting thread with its own stack trace, keeping the remote one.</summary>
    public static void Throw(Exception error) => ExceptionDispatchInfo.Throw(error);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
