using System.Runtime.ExceptionServices;
using Rpc.Buffers;
using Rpc.Codec;
using Rpc.Protocol;

namespace Rpc.Calls;

/// <summary>Exceptions to payloads and back, and the sentences in which failures are told.</summary>
internal static class RemoteErrors
{
    public static ErrorPayload ToPayload(Exception exception, IncomingCall call)
    {
        bool details = call.Target.DetailedErrors;
        byte kind = WellKnownExceptions.KindOf(exception);
        ListedException? listed = call.Method.Throws.FirstOrDefault(candidate => candidate.IsOf(exception));
        (RpcStatus status, RpcErrorReason reason) = exception switch
        {
            RpcException rpc => (rpc.Status, rpc.Reason),
            OperationCanceledException when call.IsOverdue => (RpcStatus.DeadlineExceeded, RpcErrorReason.None),
            OperationCanceledException => (RpcStatus.Cancelled, RpcErrorReason.None),
            _ => (RpcStatus.Unknown, RpcErrorReason.None),
        };

        // What a nested call says of itself is not true of this one: once entered, this handler has run and failed.
        RpcOutcome outcome = !call.IsEntered ? RpcOutcome.NotExecuted
            : call.Target is BatchTarget && exception is RpcException ofBatch ? ofBatch.Outcome
            : exception is OperationCanceledException ? RpcOutcome.MaybeExecuted
            : RpcOutcome.Completed;
        string message = status == RpcStatus.DeadlineExceeded && exception is OperationCanceledException
            ? $"{call.What} was cancelled because its caller's deadline had passed."
            : exception is RpcException or OperationCanceledException || kind != 0 || listed is not null || details
            ? WellKnownExceptions.MessageOf(exception)
            : $"{call.What} failed on its server, which keeps the details to itself. Its log has them; {nameof(RpcServerOptions)}.{nameof(RpcServerOptions.DetailedErrors)} sends them.";
        return new ErrorPayload(status, outcome, reason, message)
        {
            ExceptionKind = kind,
            Parameter = (exception as ArgumentException)?.ParamName ?? "",
            RemoteType = details ? exception.GetType().FullName ?? "" : "",
            RemoteStackTrace = details ? exception.StackTrace ?? "" : "",
            Listed = listed?.Name ?? "",
            Members = listed is null || call.IsJson ? default : Members(listed, exception, call),
        };
    }

    public static Exception FromPayload(ErrorPayload payload, PendingCall call) =>
        FromPayload(payload, call.What, call.Uri, call.Throws, call.Route?.Channel.References, call.Route?.Shapes);

    /// <summary>The exception that a payload stands for.</summary>
    /// <param name="payload">What the callee told.</param>
    /// <param name="what">What was called, for messages.</param>
    /// <param name="uri">Where it was called; null where it was kept and run later.</param>
    /// <param name="throws">The exceptions that come back as themselves.</param>
    /// <param name="references">For live objects among an exception's members; null for none.</param>
    /// <param name="shapes">The shapes of the callee's types, where its contract differs.</param>
    public static Exception FromPayload(ErrorPayload payload, string what, string? uri, IReadOnlyList<ListedException> throws, IReferenceTable? references, PeerShapes? shapes)
    {
        Exception? unreadable = null;
        if ((WellKnownExceptions.Restore(payload) ?? Restore(payload, throws, references, shapes, out unreadable)) is { } restored)
        {
            if (payload.RemoteStackTrace.Length > 0)
            {
                ExceptionDispatchInfo.SetRemoteStackTrace(restored, payload.RemoteStackTrace);
            }

            return restored;
        }

        string message = payload.Reason == RpcErrorReason.AccessDenied ? AccessErrors.Of(what, uri ?? "", payload.Message) : payload.Message;
        return new RpcException(payload.Status, message, payload.Outcome, payload.Reason, unreadable)
        {
            RemoteType = NullIfEmpty(payload.RemoteType) ?? NullIfEmpty(payload.Listed),
            RemoteStackTrace = NullIfEmpty(payload.RemoteStackTrace),
            RemoteUri = uri,
        };
    }

    public static RpcException UnwritableArguments(RpcException exception, MethodDescriptor method, string uri) =>
        new(exception.Status, $"The arguments of {method.Contract.Name}.{method.Signature} cannot be sent: {exception.Message}", RpcOutcome.NotExecuted, exception.Reason, exception) { RemoteUri = uri };

    public static RpcException UnwritableResult(RpcException exception, string what) =>
        new(exception.Status, $"The result of {what} cannot be sent: {exception.Message}", RpcOutcome.Completed, exception.Reason, exception);

    public static RpcException UndecodableArguments(Exception exception, string what) => exception is RpcException rpc
        ? new RpcException(rpc.Status, $"The arguments of {what} cannot be read: {rpc.Message}", RpcOutcome.NotExecuted, rpc.Reason, rpc)
        : new RpcException(RpcStatus.InvalidArgument, $"The arguments of {what} cannot be read: {exception.Message}", RpcOutcome.NotExecuted, RpcErrorReason.Undecodable, exception);

    public static RpcException UndecodableResult(Exception exception, string what, string uri) => exception is RpcException rpc
        ? new RpcException(rpc.Status, $"The result of {what} at {uri} cannot be read: {rpc.Message}", RpcOutcome.Completed, rpc.Reason, rpc) { RemoteUri = uri }
        : new RpcException(RpcStatus.InvalidArgument, $"The result of {what} at {uri} cannot be read: {exception.Message}", RpcOutcome.Completed, RpcErrorReason.Undecodable, exception) { RemoteUri = uri };

    /// <summary>A message is longer than its receiver takes. <paramref name="what"/> is its subject and verb.</summary>
    public static RpcException TooLong(string what, int length, string receiver, int most, RpcOutcome outcome, string? uri = null) =>
        new(RpcStatus.ResourceExhausted, $"{what} {length} bytes, and {receiver} takes {most} ({nameof(RpcLimits)}.{nameof(RpcLimits.MaxMessageBytes)} of its side).", outcome, RpcErrorReason.OverLimit) { RemoteUri = uri };

    /// <summary>A limit of this side's own is passed. <paramref name="what"/> says by how much, <paramref name="limit"/> which member of <see cref="RpcLimits"/> it is.</summary>
    public static RpcException OverLimit(string what, string limit, object value, string? uri = null) =>
        new(RpcStatus.ResourceExhausted, $"{what}, and {nameof(RpcLimits)}.{limit} of this side is {value}.", reason: RpcErrorReason.OverLimit) { RemoteUri = uri };

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

    private static byte[] Members(ListedException listed, Exception exception, IncomingCall call)
    {
        using PooledBuffer output = PooledBuffer.Rent();
        listed.Write(output, exception, call.Channel.References);
        return output.Length <= call.Channel.PeerMaxMessageBytes / 2
            ? output.Written.ToArray()
            : throw new InvalidOperationException($"The members of {listed.Name} have {output.Length} bytes.");
    }

    // The peer names the exception, and the caller's own contract decides what that is. Its constructor is its author's code and may itself throw.
    private static Exception? Restore(ErrorPayload payload, IReadOnlyList<ListedException> throws, IReferenceTable? references, PeerShapes? shapes, out Exception? unreadable)
    {
        unreadable = null;
        if (payload.Listed.Length == 0 || throws.FirstOrDefault(candidate => candidate.Name == payload.Listed) is not { } listed)
        {
            return null;
        }

        try
        {
            return listed.Read(payload.Members.Span, references, shapes);
        }
        catch (Exception exception)
        {
            unreadable = exception;
            return null;
        }
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
