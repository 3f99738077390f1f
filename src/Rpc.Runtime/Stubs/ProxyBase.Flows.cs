using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <content>Calls with streams, bodies or receivers of progress among their arguments, and calls whose result is a body. They have no time limit that nobody set, but for being sent.</content>
public abstract partial class ProxyBase
{
    /// <summary>Calls and gives the result when it is there and the call's flows have ended.</summary>
    protected internal async ValueTask<TResult> CallAsync<TArguments, TResult>(MethodDescriptor method, TArguments arguments, CallFlows flows, ValueCodec<TResult> result, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        ArgumentNullException.ThrowIfNull(result);
        return await CallFlowingAsync(method, arguments, flows, result.Read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls and completes when the method has run and the call's flows have ended.</summary>
    protected internal async ValueTask CallAsync<TArguments>(MethodDescriptor method, TArguments arguments, CallFlows flows, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments => await CallFlowingAsync<TArguments, NoResult>(method, arguments, flows, read: null, cancellationToken).ConfigureAwait(false);

    /// <summary>Calls and blocks the calling thread until the result is there and the call's flows have ended.</summary>
    protected TResult Call<TArguments, TResult>(MethodDescriptor method, in TArguments arguments, CallFlows flows, ValueCodec<TResult> result, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        ArgumentNullException.ThrowIfNull(result);
        return CallFlowing(method, arguments, flows, result.Read, cancellationToken);
    }

    /// <summary>Calls and blocks the calling thread until the method has run and the call's flows have ended.</summary>
    protected void Call<TArguments>(MethodDescriptor method, in TArguments arguments, CallFlows flows, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments => CallFlowing<TArguments, NoResult>(method, arguments, flows, read: null, cancellationToken);

    /// <summary>A stream with flows among the arguments: each enumeration is one call.</summary>
    protected IAsyncEnumerable<TItem> Stream<TArguments, TItem>(MethodDescriptor method, in TArguments arguments, CallFlows flows, ValueCodec<TItem> item, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        ArgumentNullException.ThrowIfNull(item);
        return new RemoteStream<TArguments, TItem>(this, method, arguments, flows, item.Read, cancellationToken);
    }

    /// <summary>Calls and gives the body when the method has returned it. Its bytes come as they are read; the token ends the body, too.</summary>
    protected async ValueTask<TBody> BodyAsync<TArguments, TBody>(MethodDescriptor method, TArguments arguments, CallFlows? flows, bool nullable, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
        where TBody : System.IO.Stream?
    {
        using var limit = new CancellationTokenSource();
        if (Target.TimeoutOf(method) is >= 0 and var milliseconds)
        {
            limit.CancelAfter(TimeSpan.FromMilliseconds(milliseconds));
        }

        for (Retries? retries = null; ;)
        {
            CallRoute? route = null;
            var body = new RemoteBody(async _ =>
            {
                PendingStream stream = await StartStreamAsync(method, arguments, flows, cancellationToken, StreamWindow.MostOfBody).ConfigureAwait(false);
                route = stream.Route;
                return stream;
            }, flows);
            try
            {
                if (await body.OpenAsync(limit.Token).ConfigureAwait(false))
                {
                    return (TBody)(System.IO.Stream)body;
                }

                break;
            }
            catch (RpcException exception) when (route is not null && flows?.Failure is null && Retries.Concern(retries, exception))
            {
                body.Abandon();
                retries = await BeforeBodyRestartAsync(retries, method, exception, route, flows, limit.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                await body.DisposeAsync().ConfigureAwait(false);
                RemoteErrors.Throw(flows?.Failure ?? (exception is OperationCanceledException && limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested ? TooLate(method) : exception));
            }
        }

        return nullable ? default! : throw CodecErrors.NullMember($"The result of {method.Signature}");
    }

    /// <summary>The same as <see cref="BeforeRestartAsync"/>; a call that is not repeated ends its flows.</summary>
    private async ValueTask<Retries> BeforeBodyRestartAsync(Retries? retries, MethodDescriptor method, RpcException failure, CallRoute? route, CallFlows? flows, CancellationToken cancellationToken)
    {
        try
        {
            return await BeforeRestartAsync(retries, method, failure, route, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            if (flows is not null)
            {
                await flows.EndAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>The same for a thread that blocks.</summary>
    protected TBody Body<TArguments, TBody>(MethodDescriptor method, in TArguments arguments, CallFlows? flows, bool nullable, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
        where TBody : System.IO.Stream? => ReadingThread.Wait(BodyAsync<TArguments, TBody>(method, arguments, flows, nullable, cancellationToken));

    private async ValueTask<TResult> CallFlowingAsync<TArguments, TResult>(MethodDescriptor method, TArguments arguments, CallFlows flows, ReadValue<TResult>? read, CancellationToken cancellationToken)
        where TArguments : struct, ICallArguments
    {
        TResult result = default!;
        Exception? failure = null;
        try
        {
            result = await CallSlowAsync(method, arguments, read, cancellationToken, flows).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        Task ending = flows.EndAsync();
        if (!IsGivenUp(failure, cancellationToken))
        {
            await ending.ConfigureAwait(false);
        }

        Throw(failure, flows);
        return result;
    }

    private TResult CallFlowing<TArguments, TResult>(MethodDescriptor method, in TArguments arguments, CallFlows flows, ReadValue<TResult>? read, CancellationToken cancellationToken)
        where TArguments : struct, ICallArguments
    {
        TResult result = default!;
        Exception? failure = null;
        try
        {
            result = CallCore(method, arguments, read, cancellationToken, flows);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        Task ending = flows.EndAsync();
        if (!IsGivenUp(failure, cancellationToken))
        {
            ReadingThread.Wait(ending, CancellationToken.None);
        }

        Throw(failure, flows);
        return result;
    }

    /// <summary>Whether the caller waits for nothing any more, not even for its own streams.</summary>
    private static bool IsGivenUp(Exception? failure, CancellationToken cancellationToken) => failure is OperationCanceledException && cancellationToken.IsCancellationRequested;

    /// <summary>As if it were a local function: what the caller's own stream threw comes back to the caller.</summary>
    private static void Throw(Exception? failure, CallFlows flows)
    {
        if (failure is not null)
        {
            RemoteErrors.Throw(failure is OperationCanceledException ? failure : flows.Failure ?? failure);
        }
    }

    private RpcException TooLate(MethodDescriptor method) =>
        CallFailures.Overdue(Target.Route?.Channel.Logger, method.Signature, new(RpcStatus.DeadlineExceeded, $"{method.Signature} at {Target.Uri} did not give its body before its deadline. Give it more time with {nameof(ProxyOptions)}.{nameof(ProxyOptions.Timeout)}.", RpcOutcome.MaybeExecuted) { RemoteUri = Target.Uri });
}
