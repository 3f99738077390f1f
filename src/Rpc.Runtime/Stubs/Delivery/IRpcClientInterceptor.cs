namespace Rpc;

/// <summary>Runs around every call of a client's proxies: to measure, to log, to refuse, to try again. Thread-safe; one object serves all calls.</summary>
/// <remarks>See <see cref="RpcClientOptions.Interceptors"/>. It sees a call once, before retries and hedging; of a stream it sees the start.</remarks>
public interface IRpcClientInterceptor
{
    /// <summary>Makes the call by awaiting <paramref name="next"/>, which fails as the call fails. What it throws, the caller gets. <paramref name="next"/> may be called again after it has failed.</summary>
    /// <param name="call">What is called; <see cref="ClientCall.Result"/> is there once <paramref name="next"/> has completed.</param>
    /// <param name="next">The interceptors behind this one, and then the call itself.</param>
    ValueTask InvokeAsync(ClientCall call, Func<ValueTask> next);
}
