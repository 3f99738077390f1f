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

    /// <summary>A call without a result, some of whose arguments may be results of tasks.</summary>
    public static RemoteCall Compose(MethodDescriptor method, params ArgumentPart[] arguments) => Create(Of(method), method, new ComposedArguments(arguments));

    /// <summary>A call with a result, some of whose arguments may be results of tasks.</summary>
    public static RemoteCall<TResult> Compose<TResult>(MethodDescriptor method, ValueCodec<TResult> result, params ArgumentPart[] arguments) =>
        Create(Of(method), method, new ComposedArguments(arguments), result);

    private static ContractDescriptor Of(MethodDescriptor method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return method.Contract;
    }

    // Nobody listens to a call that was kept as a value.
    private static CallFlows? Flows(MethodDescriptor method) => (method.Traits & MethodTraits.Progress) != 0 ? CallFlows.Unheard(method.Parameters.Count) : null;

    private sealed class BoundCall<TArguments>(ContractDescriptor contract, MethodDescriptor method, TArguments arguments) : RemoteCall(contract, method)
        where TArguments : struct, ICallArguments
    {
        internal override ComposedArguments Composed => arguments is ComposedArguments composed ? composed : default;

        internal override void WriteArguments(ref RpcWriter writer) => arguments.Write(ref writer);

        internal override ValueTask InvokeAsync(ProxyBase proxy, CancellationToken cancellationToken) =>
            (Method.Traits & MethodTraits.OneWay) != 0 ? proxy.PostAsync(Method, arguments, cancellationToken)
            : Flows(Method) is { } flows ? proxy.CallAsync(Method, arguments, flows, cancellationToken)
            : proxy.CallAsync(Method, arguments, cancellationToken);
    }

    private sealed class BoundCall<TArguments, TResult>(ContractDescriptor contract, MethodDescriptor method, TArguments arguments, ValueCodec<TResult> result) : RemoteCall<TResult>(contract, method, result)
        where TArguments : struct, ICallArguments
    {
        internal override ComposedArguments Composed => arguments is ComposedArguments composed ? composed : default;

        internal override void WriteArguments(ref RpcWriter writer) => arguments.Write(ref writer);

        internal override ValueTask<TResult> InvokeForResultAsync(ProxyBase proxy, CancellationToken cancellationToken) =>
            Flows(Method) is { } flows ? proxy.CallAsync(Method, arguments, flows, ResultCodec, cancellationToken) : proxy.CallAsync(Method, arguments, ResultCodec, cancellationToken);
    }
}
