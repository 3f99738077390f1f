using System.Diagnostics.Metrics;

namespace Rpc.Diagnostics;

/// <summary>The runtime's meter, <c>Rpc.Runtime</c>. Instruments cost nothing while nobody listens.</summary>
internal static class RpcMetrics
{
    /// <summary>Connections that are open, on either side.</summary>
    public static readonly DeferredCounter Connections = new(static () => Instruments.Meter.CreateUpDownCounter<int>("rpc.connections", "{connection}", "Open connections"), PublishOthers);

    /// <summary>Makes the instruments that look at the open connections; set with the first connection, and called when this process turns out to live.</summary>
    public static Action? GaugesOf { get; set; }

    /// <summary>What was refused, by reason: broken protocol, limits, failed handshakes, calls.</summary>
    public static Counter<long> Refused => Instruments.Refused;

    /// <summary>One-way calls whose handler failed.</summary>
    public static Counter<long> OneWayFailures => Instruments.OneWayFailures;

    /// <summary>The meter itself, for instruments that are made elsewhere.</summary>
    public static Meter Meter => Instruments.Meter;

    /// <summary>Instruments that are made once the process turns out to live.</summary>
    private static void PublishOthers()
    {
        GaugesOf?.Invoke();
        CallInstruments.Publish();
    }

    public static void CountRefused(string reason) => Refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    // Apart, so that they are made at their first use and not with the first connection.
    private static class Instruments
    {
        public static readonly Meter Meter = new("Rpc.Runtime");

        public static readonly Counter<long> Refused = Meter.CreateCounter<long>("rpc.refused", "{event}", "Frames, handshakes, connections and calls that were refused, by reason");

        public static readonly Counter<long> OneWayFailures = Meter.CreateCounter<long>("rpc.oneway.failures", "{call}", "One-way calls that failed on the server");
    }
}
