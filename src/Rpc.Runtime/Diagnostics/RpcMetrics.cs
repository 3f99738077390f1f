using System.Diagnostics.Metrics;

namespace Rpc.Diagnostics;

/// <summary>The runtime's meter, <c>Rpc.Runtime</c>. Instruments cost nothing while nobody listens.</summary>
internal static class RpcMetrics
{
    private static readonly Meter s_meter = new("Rpc.Runtime");

    /// <summary>Connections that are open, on either side.</summary>
    public static readonly UpDownCounter<int> Connections = s_meter.CreateUpDownCounter<int>("rpc.connections", "{connection}", "Open connections");

    /// <summary>What was refused, by reason: broken protocol, limits, failed handshakes, calls.</summary>
    public static readonly Counter<long> Refused = s_meter.CreateCounter<long>("rpc.refused", "{event}", "Frames, handshakes, connections and calls that were refused, by reason");

    /// <summary>One-way calls whose handler failed.</summary>
    public static readonly Counter<long> OneWayFailures = s_meter.CreateCounter<long>("rpc.oneway.failures", "{call}", "One-way calls that failed on the server");

    public static void CountRefused(string reason) => Refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
