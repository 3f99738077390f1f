using Rpc.Calls;
using Rpc.Codec;
using Rpc.Stubs;

namespace Rpc;

/// <summary>A call as a value: which method, with which arguments, and not yet made. Made by the generated factories (<c>CalculatorCalls.Add(2, 3)</c>); immutable.</summary>
public abstract class RemoteCall
{
    private protected RemoteCall(ContractDescriptor contract, MethodDescriptor method)
    {
        Contract = contract;
        Method = method;
    }

    /// <summary>The contract of the object that can run it.</summary>
    public ContractDescriptor Contract { get; }

    /// <summary>The method that will run.</summary>
    public MethodDescriptor Method { get; }

    /// <summary>The arguments where they were given one by one; none otherwise.</summary>
    internal abstract ComposedArguments Composed { get; }

    internal abstract void WriteArguments(ref RpcWriter writer);

    internal abstract ValueTask InvokeAsync(ProxyBase proxy, CancellationToken cancellationToken);

    /// <summary>Refuses a call of which arguments are missing.</summary>
    /// <exception cref="InvalidOperationException">One is the result of a task that has not run.</exception>
    internal void RequireArguments()
    {
        if (Composed.HasGaps)
        {
            throw new InvalidOperationException($"{this} has results of tasks among its arguments, which are not there yet: add it to the TaskGraph of these tasks, and enqueue that.");
        }
    }

    /// <summary>The contract's name and the method's signature.</summary>
    public override string ToString() => $"{Contract.Name}.{Method.Signature}";
}

/// <summary>A call as a value whose method gives a <typeparamref name="TResult"/>.</summary>
public abstract class RemoteCall<TResult> : RemoteCall
{
    private protected RemoteCall(ContractDescriptor contract, MethodDescriptor method, ValueCodec<TResult> result)
        : base(contract, method) => ResultCodec = result;

    internal ValueCodec<TResult> ResultCodec { get; }

    internal abstract ValueTask<TResult> InvokeForResultAsync(ProxyBase proxy, CancellationToken cancellationToken);

    internal sealed override async ValueTask InvokeAsync(ProxyBase proxy, CancellationToken cancellationToken) =>
        await InvokeForResultAsync(proxy, cancellationToken).ConfigureAwait(false);
}
