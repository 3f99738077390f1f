using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A batch as the arguments of one request. Written by <see cref="CallRoute"/>, which knows the callee's numbers of the methods.</summary>
internal readonly struct BatchArguments(BatchMessage message) : ICallArguments
{
    public BatchMessage Message { get; } = message;

    public void Write(ref RpcWriter writer) => throw new NotSupportedException("A batch is written with its route.");

    public void Read(ref RpcReader reader) => throw new NotSupportedException("A batch is read where it runs.");

    public void WriteJson(ref RpcJsonWriter writer) => throw new NotSupportedException("A batch has no form in JSON.");

    public void ReadJson(ref RpcJsonReader reader) => throw new NotSupportedException("A batch has no form in JSON.");
}
