using System.Runtime.ExceptionServices;
using Rpc.Calls;

namespace Rpc.Dispatch;

/// <summary>One object for many calls, made for the first of them, disposed when it is ended and the last call has left.</summary>
/// <remarks>
/// Invariants, under the lock: at most one of <c>_instance</c> and <c>_making</c> is set; calls are in <c>_waiting</c> only while <c>_making</c>; <c>_using</c> is the number of calls that were given
/// the instance and have not ended; the instance is taken out, to be disposed, once: when <c>_ended</c> and nobody uses it.
/// </remarks>
internal sealed class LazyInstance(string name, Func<CallContext, ValueTask<MadeInstance>> factory, Disposals disposals) : InstanceSource
{
    private readonly Lock _lock = new();
    private List<IncomingCall> _waiting = [];
    private MadeInstance? _instance;
    private bool _making;
    private bool _ended;
    private int _using;

    public override bool TryGive(IncomingCall call)
    {
        CallExtras extras = call.NeedExtras();
        if (extras.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        for (bool parked = false; ; parked = true)
        {
            lock (_lock)
            {
                if (_ended)
                {
                    throw new RpcException(RpcStatus.NotFound, $"The object {name} has been removed.", reason: RpcErrorReason.NoSuchObject);
                }

                if (_instance is { } made)
                {
                    Give(extras, made);
                    return true;
                }

                if (!_making)
                {
                    _making = true;
                    break;
                }

                if (parked)
                {
                    _waiting.Add(call);
                    return false;
                }
            }

            call.Park();
        }

        return TryMake(call, extras);
    }

    public override void End()
    {
        MadeInstance? ended;
        lock (_lock)
        {
            _ended = true;
            ended = TakeIfUnused();
        }

        disposals.Start(ended);
    }

    private bool TryMake(IncomingCall call, CallExtras extras)
    {
        ValueTask<MadeInstance> making;
        try
        {
            making = factory(call.Context);
            if (making.IsCompleted)
            {
                Made(making.GetAwaiter().GetResult(), extras);
                return true;
            }
        }
        catch (Exception exception)
        {
            Failed(exception);
            throw;
        }

        // What has begun to be made serves others, even if this call cannot wait for it.
        bool parked = false;
        try
        {
            call.Park();
            parked = true;
            return false;
        }
        finally
        {
            _ = MakeAsync(parked ? call : null, making);
        }
    }

    private async Task MakeAsync(IncomingCall? maker, ValueTask<MadeInstance> making)
    {
        try
        {
            Made(await making.ConfigureAwait(false), maker?.NeedExtras());
        }
        catch (Exception exception)
        {
            if (maker is not null)
            {
                maker.NeedExtras().Failure = exception;
            }

            Failed(exception);
        }

        maker?.Resume();
    }

    /// <summary>The object is there: for the call that made it, and for those that waited.</summary>
    private void Made(MadeInstance instance, CallExtras? maker)
    {
        List<IncomingCall> waiting;
        MadeInstance? ended;
        lock (_lock)
        {
            _making = false;
            _instance = instance;
            if (maker is not null)
            {
                Give(maker, instance);
            }

            waiting = TakeWaiting();
            ended = TakeIfUnused();
        }

        waiting.ForEach(static call => call.Resume());
        disposals.Start(ended);
    }

    /// <summary>Whoever waited hears of it too; the next call tries again.</summary>
    private void Failed(Exception exception)
    {
        List<IncomingCall> waiting;
        lock (_lock)
        {
            _making = false;
            waiting = TakeWaiting();
        }

        foreach (IncomingCall call in waiting)
        {
            call.NeedExtras().Failure = exception;
            call.Resume();
        }
    }

    private void Give(CallExtras extras, MadeInstance instance)
    {
        _using++;
        extras.Instance = instance.Target;
        extras.AtEnd(Left);
    }

    private void Left()
    {
        MadeInstance? ended;
        lock (_lock)
        {
            _using--;
            ended = TakeIfUnused();
        }

        disposals.Start(ended);
    }

    private MadeInstance? TakeIfUnused()
    {
        if (!_ended || _using > 0)
        {
            return null;
        }

        MadeInstance? instance = _instance;
        _instance = null;
        return instance;
    }

    private List<IncomingCall> TakeWaiting()
    {
        List<IncomingCall> waiting = _waiting;
        _waiting = [];
        return waiting;
    }
}
