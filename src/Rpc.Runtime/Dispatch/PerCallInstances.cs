using System.Runtime.ExceptionServices;
using Rpc.Calls;

namespace Rpc.Dispatch;

/// <summary>An object for each call, disposed when the call has ended.</summary>
internal sealed class PerCallInstances(Func<CallContext, ValueTask<MadeInstance>> factory, Disposals disposals) : InstanceSource
{
    public override bool TryGive(IncomingCall call)
    {
        CallExtras extras = call.NeedExtras();
        if (extras.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        ValueTask<MadeInstance> making = factory(call.Context);
        if (making.IsCompleted)
        {
            Give(extras, making.GetAwaiter().GetResult());
            return true;
        }

        // Its arguments are still where the reader wants to go on.
        Park(call, making);
        _ = WaitAsync(call, extras, making);
        return false;
    }

    /// <summary>A call that cannot wait is refused, and what was made for it nobody has.</summary>
    private void Park(IncomingCall call, ValueTask<MadeInstance> making)
    {
        try
        {
            call.Park();
        }
        catch
        {
            _ = DropAsync(making);
            throw;
        }
    }

    private async Task DropAsync(ValueTask<MadeInstance> making)
    {
        try
        {
            disposals.Start(await making.ConfigureAwait(false));
        }
        catch (Exception)
        {
            // The caller has been told of another failure, and there is nothing to dispose.
        }
    }

    private async Task WaitAsync(IncomingCall call, CallExtras extras, ValueTask<MadeInstance> making)
    {
        try
        {
            Give(extras, await making.ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            extras.Failure = exception;
        }

        call.Resume();
    }

    private void Give(CallExtras extras, MadeInstance instance)
    {
        extras.Instance = instance.Target;
        extras.AtEnd(() => disposals.Start(instance));
    }
}
