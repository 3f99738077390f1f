using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <summary>A call that is awaited, with what it takes to make it again: so that one which is sent at once needs no state machine that waits for its failure. Pooled.</summary>
internal sealed class RepeatableCall<TArguments, TResult> : PendingResult<TResult>
    where TArguments : struct, ICallArguments
{
    private static readonly ObjectPool<RepeatableCall<TArguments, TResult>> s_pool = new(256);

    private ProxyBase? _proxy;
    private MethodDescriptor? _method;
    private ReadValue<TResult>? _read;
    private TArguments _arguments;
    private CallStart _start;

    public static RepeatableCall<TArguments, TResult> Rent(ProxyBase proxy, MethodDescriptor method, in TArguments arguments, in CallStart start, ReadValue<TResult>? read)
    {
        RepeatableCall<TArguments, TResult> call = s_pool.TryRent() ?? new RepeatableCall<TArguments, TResult>();
        call.Expect(read, waiter: null);
        call._proxy = proxy;
        call._method = method;
        call._read = read;
        call._arguments = arguments;
        call._start = start;
        return call;
    }

    protected override bool TryTakeOver(Exception error)
    {
        if (error is not RpcException failure || !Retries.Concern(null, failure))
        {
            return false;
        }

        // Not here: this is the thread that reads, or the end of the connection.
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Call.RepeatAsync(work.Failure), (Call: this, Failure: failure), preferLocal: false);
        return true;
    }

    protected override void Return()
    {
        _proxy = null;
        _method = null;
        _read = null;
        _arguments = default;
        _start = default;
        s_pool.Return(this);
    }

    private async Task RepeatAsync(RpcException failure)
    {
        TResult? result = default;
        Exception? error = null;
        try
        {
            ProxyTarget target = _proxy!.Target;
            Retries retries = Retries.After(null, target, Route, _method!, _start.Deadline, failure, wasTold: true, mayRepeat: true);
            result = await _proxy.SendAsync(_method!, _arguments, _read, _start, _start.Deadline, CallerToken, flows: null, retries).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            error = exception;
        }

        Complete(result, error, inline: false);
    }
}
