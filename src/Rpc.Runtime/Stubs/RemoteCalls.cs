using System.ComponentModel;
using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <summary>Makes calls as values, for the generated <c>…Calls</c> factories.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RemoteCalls
{
    /// <summary>A call without a result.</summary>
    public static RemoteCall Create<TArguments>(ContractDescriptor contract, MethodDescriptor method, in TArguments arguments)
        where TArguments : struct, ICallArguments => new BoundCall<TArguments>(contract, method, arguments);

    /// <summary>A call with a result.</summary>
    public static RemoteCall<TResult> Create<TArguments, TResult>(ContractDescriptor contract, MethodDescriptor method, in TArguments arguments, ValueCodec<TResult> result)
        where TArguments : struct, ICallArguments => new BoundCall<TArguments, TResult>(contract, method, arguments, result);

    private sealed class BoundCall<TArguments>(ContractDescriptor contract, MethodDescriptor method, TArguments arguments) : RemoteCall(contract, method)
        where TArguments : struct, ICallArguments
    {
        internal override void WriteArguments(ref RpcWriter writer) => arguments.Write(ref writer);

        internal override ValueTask InvokeAsync(ProxyBase proxy, CancellationToken cancellationToken) =>
            (Method.Traits & MethodTraits.OneWay) != 0 ? proxy.PostAsync(Method, arguments, cancellationToken) : proxy.CallAsync(Method, arguments, cancellationToken);
    }

    private sealed class BoundCall<TArguments, TResult>(ContractDescriptor contract, MethodDescriptor method, TArguments arguments, ValueCodec<TResult> result) : RemoteCall<TResult>(contract, method, result)
        where TArguments : struct, ICallArguments
    {
        internal override void WriteArguments(ref RpcWriter writer) => arguments.Write(ref writer);

        internal override ValueTask<TResult> InvokeForResultAsync(ProxyBase proxy, CancellationToken cancellationToken) =>
            proxy.CallAsync(Method, arguments, ResultCodec, cancellationToken);
    }
}
