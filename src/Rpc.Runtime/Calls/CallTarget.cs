namespace Rpc.Calls;

/// <summary>An object that can be called, as a connection sees it.</summary>
internal abstract class CallTarget
{
    /// <summary>The contract under which it was added.</summary>
    public abstract ContractDescriptor Descriptor { get; }

    /// <summary>What to call it in messages.</summary>
    public abstract string Name { get; }

    /// <summary>The method that a request's number stands for.</summary>
    public virtual MethodDescriptor MethodOf(int number) => Descriptor.Methods[number];

    /// <summary>Whether exception details and stack traces may leave this side.</summary>
    public abstract bool DetailedErrors { get; }

    /// <summary>What callers need to bind and call it; null for nothing.</summary>
    public virtual AccessRule? Access => null;

    /// <summary>Whether its calls have traces of their own; not those that are a part of a call that is traced, or that somebody else traces.</summary>
    public virtual bool IsTraced => true;

    /// <summary>Counts its calls; null while nobody has ever wanted to know.</summary>
    public virtual LoadCounters? Load => null;

    /// <summary>Whether it serves one proxy alone, which has to say when it is done.</summary>
    public virtual bool IsSession => false;

    /// <summary>What serves a caller that binds the object now; called once for each binding.</summary>
    public virtual CallTarget Open() => this;

    /// <summary>The binding for which <see cref="Open"/> gave this has ended.</summary>
    public virtual void Close()
    {
    }

    /// <summary>Calls the object and answers; failures come as exceptions, at once or through the task. Gives <see cref="IncomingCall.Parked"/> for a call that has to wait and is run again.</summary>
    public abstract ValueTask DispatchAsync(IncomingCall call);

    /// <summary>How handlers of the method have behaved so far.</summary>
    public abstract HandlerPace PaceOf(int method);
}
