using System.Diagnostics;

namespace Rpc.Comparison.Peers.Ours;

/// <summary>Every call is recorded as a span on both sides, with all of its attributes, and carries its context.</summary>
internal sealed class RpcTracedPeer : RpcListenedPeer
{
    public override string Name => "rpc-sync-traced";

    protected override void Listen() => ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = static source => source.Name == "Rpc.Runtime",
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    });
}
