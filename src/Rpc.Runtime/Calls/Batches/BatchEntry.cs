using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>One call of a batch on the caller's side.</summary>
internal abstract class BatchEntry
{
    public abstract MethodDescriptor Method { get; }

    public abstract void WriteArguments(ref RpcWriter writer);

    /// <summary>Takes the bytes of the result.</summary>
    public abstract void SetResult(ReadOnlySpan<byte> body, CallRoute route);

    public abstract void SetError(Exception error);
}
