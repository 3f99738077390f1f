using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A way to one object: a connection, the number under which the object is bound there, and what its contract lacks or has more.</summary>
internal sealed class CallRoute(CallChannel channel, uint binding, string uri, ushort[]? methodMap)
{
    /// <summary>In <c>methodMap</c>: the callee does not know the method.</summary>
    public const ushort Missing = ushort.MaxValue;

    public CallChannel Channel { get; } = channel;

    public uint Binding { get; } = binding;

    public string Uri { get; } = uri;

    /// <summary>The shapes of the callee's types, where its contract differs.</summary>
    public PeerShapes? Shapes { get; init; }

    /// <summary>The callee's number for a method; its own number where the contracts are equal.</summary>
    /// <exception cref="RpcException">The callee's contract has no such method.</exception>
    public ushort NumberOf(MethodDescriptor method)
    {
        if (methodMap is null)
        {
            return (ushort)method.Index;
        }

        ushort number = methodMap[method.Index];
        return number != Missing
            ? number
            : throw new RpcException(RpcStatus.Unimplemented, $"The object at {Uri} has no method {method.Signature}: its side was built with another version of the contract.", reason: RpcErrorReason.NoSuchMethod) { RemoteUri = Uri };
    }
}
