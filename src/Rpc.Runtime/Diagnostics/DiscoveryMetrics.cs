using System.Diagnostics.Metrics;

namespace Rpc.Diagnostics;

/// <summary>Counts searches for a name server. Made at the first one: a program whose name server answers does not pay for it.</summary>
internal static class DiscoveryMetrics
{
    private static readonly Counter<long> s_searches = RpcMetrics.Meter.CreateCounter<long>("rpc.naming.searches", "{search}", "Searches of the network for a name server, by whether one answered");

    public static void Searched(bool found) => s_searches.Add(1, new KeyValuePair<string, object?>("found", found));
}
