namespace Rpc;

/// <summary>Sees every call of a server's objects before and after its handler: to measure, log, refuse, or change what a failure says. Used by many calls at a time.</summary>
public interface IRpcServerInterceptor
{
    /// <summary>Serves a call. Returns when <paramref name="next"/> is done, or throws.</summary>
    /// <param name="context">The call, its caller and its headers.</param>
    /// <param name="next">
    /// The interceptors after this one and then the handler; it throws what they throw. Call it once, or not at all and throw: an <see cref="RpcException"/> reaches the caller with its status and message.
    /// The answer is sent when the first interceptor has returned, so headers can be set until then, and what is thrown after <paramref name="next"/> takes the answer's place; a stream's items are sent at once.
    /// </param>
    ValueTask InvokeAsync(CallContext context, Func<ValueTask> next);
}
