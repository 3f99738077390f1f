using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <summary>The result of a call in a batch.</summary>
internal sealed class ValueBatchResult<T> : BatchResult<T>
{
    public ValueBatchResult(RemoteCall<T> call) => Entry = new Call(this, call);

    public BatchEntry Entry { get; }

    private sealed class Call(ValueBatchResult<T> result, RemoteCall<T> call) : BatchEntry
    {
        public override MethodDescriptor Method => call.Method;

        public override void WriteArguments(ref RpcWriter writer) => call.WriteArguments(ref writer);

        public override void SetResult(ReadOnlySpan<byte> body, CallRoute route)
        {
            var reader = new RpcReader(body, route.Channel.References, route.Shapes);
            T value = call.ResultCodec.Read(ref reader);
            reader.End();
            result.Value = value;
        }

        public override void SetError(Exception error) => result.Error = error;
    }
}
