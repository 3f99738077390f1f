using System.ComponentModel;
using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <summary>A call that was kept as bytes.</summary>
/// <param name="Method">Its method, of the contract of its runner.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Shapes">What the writer's types look like, where its contract differs; null where it does not.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record KeptCall(MethodDescriptor Method, ReadOnlyMemory<byte> Arguments, PeerShapes? Shapes = null)
{
    /// <summary>Headers for the handler.</summary>
    public RpcHeaders? Headers { get; init; }

    /// <summary>Takes the encoded values that the handler reports to its <see cref="IProgress{T}"/>, on the handler's threads, one at a time.</summary>
    public Action<ReadOnlyMemory<byte>>? Reports { get; init; }

    /// <summary>Called with what runs the handler, on its thread and inside its clean execution context: what flows there follows the handler.</summary>
    public Func<Func<ValueTask>, ValueTask>? Around { get; init; }
}
