using Rpc.Calls;

namespace Rpc.Dispatch;

/// <summary>How the calls of one object reach it: the dispatcher of its interface, and what stands before it. Immutable.</summary>
internal sealed record ObjectService(Dispatcher Dispatcher, bool DetailedErrors)
{
    /// <summary>What callers need to bind and call the object; null for nothing.</summary>
    public AccessRule? Access { get; init; }

    /// <summary>Whether the call context follows handlers through their awaits.</summary>
    public bool FlowContext { get; init; }

    /// <summary>Where handlers run; null for where they are.</summary>
    public SynchronizationContext? Context { get; init; }

    /// <summary>What sees each call before and after its handler.</summary>
    public IReadOnlyList<IRpcServerInterceptor> Interceptors { get; init; } = [];

    /// <summary>Whether a call goes to the dispatcher and nothing else happens.</summary>
    public bool IsPlain => !FlowContext && Context is null && Interceptors.Count == 0;

    /// <summary>Waits for the object and its turn, where that is needed, and calls it.</summary>
    public ValueTask DispatchAsync(IncomingCall call, object? target, SerialGate? gate, InstanceSource? source)
    {
        if (gate is not null || source is not null)
        {
            CallExtras extras = call.NeedExtras();
            if (extras.WasParked && call.IsCancelled)
            {
                throw new OperationCanceledException($"{call.What} waited for its turn until nobody waited for it.");
            }

            if ((gate is not null && !extras.HasTurn && !gate.TryEnter(call)) || (source is not null && extras.Instance is null && !source.TryGive(call)))
            {
                return IncomingCall.Parked;
            }

            target = extras.Instance ?? target;
        }

        return FlowContext ? FlowAsync(call, target!) : InvokeAsync(call, target!);
    }

    // An async method, because its end takes the context off the thread again. What the handler leaves running keeps the holder, which is empty then.
    private async ValueTask FlowAsync(IncomingCall call, object target)
    {
        using CallContext.Flowing flowing = CallContext.Flow(call.Context);
        await InvokeAsync(call, target).ConfigureAwait(false);
    }

    private ValueTask InvokeAsync(IncomingCall call, object target) =>
        Interceptors.Count > 0 ? new Interception(this, call, target).RunAsync() : CallAsync(call, target);

    /// <summary>Calls the handler itself.</summary>
    public ValueTask CallAsync(IncomingCall call, object target) => call.IsOnItsThread && Context is null
        ? Dispatcher.DispatchAsync(target, call.MethodNumber, call)
        : call.RunOnAsync(Context, () => Dispatcher.DispatchAsync(target, call.MethodNumber, call));
}
