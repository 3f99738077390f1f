using System.Diagnostics.Metrics;

namespace Rpc.Comparison.Peers.Ours;

/// <summary>The duration of every call is measured on both sides.</summary>
internal sealed class RpcMeteredPeer : RpcListenedPeer
{
    // Static, because nobody else keeps it.
    private static readonly MeterListener s_listener = new();

    public override string Name => "rpc-sync-metered";

    protected override void Listen()
    {
        s_listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Rpc.Runtime")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        s_listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        s_listener.Start();
    }
}
