namespace Rpc.Calls;

/// <summary>The caller's end of one flow: a stream among its arguments that the callee asks for, or a receiver that the callee reports to. It is called like an object.</summary>
internal abstract class FlowTarget(CallFlows owner, int place) : CallTarget
{
    /// <summary>What travels beside a call is a part of it.</summary>
    public override bool IsTraced => false;

    public CallFlows Owner => owner;

    public int Place => place;

    public override ContractDescriptor Descriptor => owner.Method.Contract;

    public override string Name => $"argument {place} of {owner.Method.Signature}";

    /// <summary>The callee is another program: what it hears of a failure is what any caller of this side hears.</summary>
    public override bool DetailedErrors => false;

    public override MethodDescriptor MethodOf(int number) => owner.Method;

    public override HandlerPace PaceOf(int method) => owner.Method.FlowPace;

    /// <summary>A call of this flow was taken from the connection. In the order of the frames, on the reader's thread, before anything else of it happens.</summary>
    public abstract void Arrived(IncomingCall call);

    /// <summary>The call is over: takes nothing new, and completes when what it took has been dealt with.</summary>
    public abstract Task EndAsync();

    /// <summary>The same flow for another call.</summary>
    public abstract FlowTarget For(CallFlows another);
}
