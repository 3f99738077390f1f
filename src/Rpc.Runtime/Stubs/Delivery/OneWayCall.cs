using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Diagnostics;

namespace Rpc.Stubs;

/// <summary>A one-way call with what it takes to send it again. Pooled.</summary>
internal sealed class OneWayCall<TArguments> : PostedCall
    where TArguments : struct, ICallArguments
{
    private static readonly ObjectPool<OneWayCall<TArguments>> s_pool = new(256);

    private ProxyBase? _proxy;
    private MethodDescriptor? _method;
    private TArguments _arguments;
    private CallStart _start;
    private StartLine.Place? _place;

    public static OneWayCall<TArguments> Rent(ProxyBase proxy, MethodDescriptor method, in TArguments arguments, in CallStart start)
    {
        OneWayCall<TArguments> call = s_pool.TryRent() ?? new OneWayCall<TArguments>();
        call._proxy = proxy;
        call._method = method;
        call._arguments = arguments;
        call._start = start;
        return call;
    }

    public override void EnterLine() => _place = _proxy!.Target.Line.Enter();

    public override void SendAgain() => ThreadPool.UnsafeQueueUserWorkItem(static call => _ = call.SendAgainAsync(), this, preferLocal: false);

    public override void Forget()
    {
        _proxy = null;
        _method = null;
        _arguments = default;
        _start = default;
        _place = null;
        Next = null;
        s_pool.Return(this);
    }

    private async Task SendAgainAsync()
    {
        ProxyTarget target = _proxy!.Target;
        try
        {
            CallStart start = _start with { Deadline = Deadline.After(target.TimeoutOf(_method!)) };
            await _proxy.SendOneWayAsync(_method!, _arguments, start, CancellationToken.None, _place).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            DeliveryLog.OneWayLost(target.Host.Logger, exception, _method!.Signature, target.Uri);
        }

        Forget();
    }
}
