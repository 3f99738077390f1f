using Rpc.Calls;
using Rpc.Codec;
using Rpc.Diagnostics;

namespace Rpc.Stubs;

/// <content>Calls with something around them: interceptors, hedging.</content>
public abstract partial class ProxyBase
{
    /// <summary>Sends a batch as one call.</summary>
    internal async ValueTask CallBatchAsync(BatchMessage message, MethodDescriptor method, CancellationToken cancellationToken) =>
        await CallSlowAsync<BatchArguments, bool>(method, new BatchArguments(message), message.Read, cancellationToken).ConfigureAwait(false);

    private async ValueTask<TResult> CallSpecialAsync<TArguments, TResult>(MethodDescriptor method, TArguments arguments, ReadValue<TResult>? read, CallStart start, long setUp, CancellationToken cancellationToken, CallFlows? flows)
        where TArguments : struct, ICallArguments
    {
        TResult result = default!;
        ClientCall? seen = null;
        ClientTrace? trace = Target.BeginTrace(method, ref start);
        async ValueTask SendOrHedgeAsync()
        {
            CallStart sent = seen?.With(start) ?? start;

            // Two attempts at once would give the calls of a batch their results twice.
            result = Target.Options.Hedge is { } hedge && flows is null && typeof(TArguments) != typeof(BatchArguments) && (method.Traits & MethodTraits.Idempotent) != 0
                ? await HedgeAsync(hedge, method, arguments, read, sent, cancellationToken).ConfigureAwait(false)
                : await SendAsync(method, arguments, read, sent, setUp, cancellationToken, flows).ConfigureAwait(false);
            if (seen is not null)
            {
                seen.Result = typeof(TResult) == typeof(NoResult) || typeof(TArguments) == typeof(BatchArguments) ? null : result;
            }
        }

        try
        {
            if (Target.Host.Interceptors is null)
            {
                await SendOrHedgeAsync().ConfigureAwait(false);
            }
            else
            {
                seen = new ClientCall(Target.Uri, method, cancellationToken);
                await InterceptAsync(seen, _ => SendOrHedgeAsync()).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (trace is not null)
        {
            trace.End(exception);
            throw;
        }

        trace?.End();
        return result;
    }

    /// <summary>Sends a one-way call with something around it. Its trace ends when it is sent.</summary>
    private async ValueTask PostSpecialAsync<TArguments>(MethodDescriptor method, TArguments arguments, CallStart start, CancellationToken cancellationToken)
        where TArguments : struct, ICallArguments
    {
        ClientTrace? trace = Target.BeginTrace(method, ref start);
        try
        {
            await (Target.Host.Interceptors is null
                ? SendOneWayAsync(method, arguments, start, cancellationToken)
                : InterceptAsync(new ClientCall(Target.Uri, method, cancellationToken), call => SendOneWayAsync(method, arguments, call.With(start), cancellationToken))).ConfigureAwait(false);
        }
        catch (Exception exception) when (trace is not null)
        {
            trace.End(exception);
            throw;
        }

        trace?.End();
    }

    /// <summary>Starts a stream's call with something around it. Its trace ends with the stream.</summary>
    private async ValueTask<PendingStream> StreamSpecialAsync<TArguments>(MethodDescriptor method, TArguments arguments, CallStart start, CallFlows? flows, int mostWindow, CancellationToken cancellationToken)
        where TArguments : struct, ICallArguments
    {
        ClientTrace? trace = Target.BeginTrace(method, ref start);
        PendingStream? stream = null;
        async ValueTask SendAsync(CallStart sent) => stream = await SendStreamAsync(method, arguments, sent, flows, mostWindow, cancellationToken).ConfigureAwait(false);
        try
        {
            await (Target.Host.Interceptors is null
                ? SendAsync(start)
                : InterceptAsync(new ClientCall(Target.Uri, method, cancellationToken), call => SendAsync(call.With(start)))).ConfigureAwait(false);
        }
        catch (Exception exception) when (trace is not null)
        {
            trace.End(exception);
            throw;
        }

        return stream!;
    }

    /// <summary>Makes a call through the interceptors.</summary>
    private async ValueTask InterceptAsync(ClientCall call, Func<ClientCall, ValueTask> send)
    {
        IRpcClientInterceptor[] interceptors = Target.Host.Interceptors!;
        await FromAsync(0).ConfigureAwait(false);
        if (!call.HasCompleted)
        {
            throw new RpcException(RpcStatus.Internal, $"An interceptor of this client ended the call of {call.Method.Signature} at {call.Uri} without its result. It has to await next, or to throw.", reason: RpcErrorReason.None) { RemoteUri = call.Uri };
        }

        ValueTask FromAsync(int place) => place == interceptors.Length ? CompleteAsync() : interceptors[place].InvokeAsync(call, () => FromAsync(place + 1));

        async ValueTask CompleteAsync()
        {
            call.HasCompleted = false;
            await send(call).ConfigureAwait(false);
            call.HasCompleted = true;
        }
    }

    /// <summary>Makes a call, and makes it again beside itself while there is no answer. The first answer counts; of failures, the last.</summary>
    private async ValueTask<TResult> HedgeAsync<TArguments, TResult>(HedgeOptions hedge, MethodDescriptor method, TArguments arguments, ReadValue<TResult>? read, CallStart start, CancellationToken cancellationToken)
        where TArguments : struct, ICallArguments
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<TResult>>(hedge.MaxAttempts);
        var ways = new HedgedWays();
        int started = 0;
        Task? pause = null;
        try
        {
            while (true)
            {
                if (started < hedge.MaxAttempts && (pause is null || pause.IsCompleted || running.Count == 0))
                {
                    if (started++ > 0)
                    {
                        DeliveryMetrics.Hedges.Add(1);
                        DeliveryLog.Hedged(Target.Host.Logger, method.Signature, Target.Uri, started, hedge.MaxAttempts);
                    }

                    running.Add(SendAsync(method, arguments, read, start, start.Deadline, others.Token, hedged: ways).AsTask());
                    pause = started < hedge.MaxAttempts ? Task.Delay(hedge.Delay, Target.Host.Time, others.Token) : null;
                }

                IEnumerable<Task> awaited = pause is { IsCompleted: false } ? running.Append(pause) : running;
                await Task.WhenAny(awaited).ConfigureAwait(false);
                if (running.Find(static attempt => attempt.IsCompletedSuccessfully) is { } answered)
                {
                    return await answered.ConfigureAwait(false);
                }

                if (running.Find(static attempt => attempt.IsCompleted) is { } failed)
                {
                    running.Remove(failed);
                    if (cancellationToken.IsCancellationRequested || (running.Count == 0 && (started == hedge.MaxAttempts || !IsWorthHedging(failed))))
                    {
                        return await OwnAsync(failed, cancellationToken).ConfigureAwait(false);
                    }

                    _ = failed.Exception;
                }
            }
        }
        finally
        {
            await others.CancelAsync().ConfigureAwait(false);
            foreach (Task<TResult> left in running)
            {
                _ = left.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    /// <summary>A failure that the handler told is the call's result; only where the way was bad may another attempt do better.</summary>
    private static bool IsWorthHedging<TResult>(Task<TResult> failed) =>
        failed.Exception?.InnerException is RpcException { Reason: RpcErrorReason.ConnectionLost or RpcErrorReason.Draining or RpcErrorReason.OverLimit };

    /// <summary>The caller knows its own token, not the one that stops all attempts.</summary>
    private static async Task<TResult> OwnAsync<TResult>(Task<TResult> failed, CancellationToken cancellationToken)
    {
        try
        {
            return await failed.ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }
}
