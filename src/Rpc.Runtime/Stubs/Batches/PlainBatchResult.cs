using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <summary>The result of a call in a batch that has none.</summary>
internal sealed class PlainBatchResult : BatchResult
{
    public PlainBatchResult(RemoteCall call) => Entry = new Call(this, call);

    public BatchEntry Entry { get; }

    private sealed class Call(PlainBatchResult result, RemoteCall call) : BatchEntry
    {
        public override MethodDescriptor Method => call.Method;

        public override void WriteArguments(ref RpcWriter writer) => call.WriteArguments(ref writer);

        public override void SetResult(ReadOnlySpan<byte> body, CallRoute route)
        {
            new RpcReader(body, route.Channel.References, route.Shapes).End();
            result.Error = null;
        }

        public override void SetError(Exception error) => result.Error = error;
    }
}
