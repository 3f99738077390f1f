using Rpc.Calls;

namespace Rpc.Dispatch;

/// <summary>An object that was added to a server, or exported by reference: its target and the dispatcher of its one interface.</summary>
internal sealed class ObjectEntry(string name, object target, Dispatcher dispatcher, bool detailedErrors, bool flowContext, AccessRule? access = null) : CallTarget
{
    private readonly HandlerPace[] _paces = Paces(dispatcher.Descriptor.Methods.Count);

    public override ContractDescriptor Descriptor => dispatcher.Descriptor;

    public override string Name => name;

    public override bool DetailedErrors => detailedErrors;

    public override AccessRule? Access => access;

    /// <summary>The object itself.</summary>
    public object Target => target;

    /// <summary>Removed from its server: bindings that still point here answer as if it had never been.</summary>
    public bool IsRemoved { get; set; }

    public override HandlerPace PaceOf(int method) => _paces[method];

    public override ValueTask DispatchAsync(IncomingCall call)
    {
        if (IsRemoved)
        {
            throw new RpcException(RpcStatus.NotFound, $"The object {name} was removed.", reason: RpcErrorReason.NoSuchObject);
        }

        return flowContext ? DispatchFlowingAsync(call) : dispatcher.DispatchAsync(target, call.MethodNumber, call);
    }

    // An async method, because its end takes the context off the thread again. What the handler leaves running keeps the holder, which is empty then.
    private async ValueTask DispatchFlowingAsync(IncomingCall call)
    {
        using CallContext.Flowing flowing = CallContext.Flow(call.Context);
        await dispatcher.DispatchAsync(target, call.MethodNumber, call).ConfigureAwait(false);
    }

    private static HandlerPace[] Paces(int count)
    {
        var paces = new HandlerPace[count];
        for (int i = 0; i < count; i++)
        {
            paces[i] = new HandlerPace();
        }

        return paces;
    }
}
