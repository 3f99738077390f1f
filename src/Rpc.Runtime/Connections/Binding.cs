using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Connections;

/// <summary>An object that a peer has bound under a number of its choice.</summary>
internal sealed class Binding(CallTarget target, ulong reference, BoundAccess? access = null)
{
    public CallTarget Target { get; } = target;

    /// <summary>What the peer may call of it; null for everything.</summary>
    public BoundAccess? Access { get; } = access;

    /// <summary>The exported reference that it stands for, or 0.</summary>
    public ulong Reference { get; } = reference;

    /// <summary>The shapes of the peer's types, once it has sent them because its contract differs.</summary>
    public PeerShapes? Shapes { get; set; }
}
