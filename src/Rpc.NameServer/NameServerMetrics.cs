using System.Diagnostics.Metrics;

namespace Rpc.NameServer;

/// <summary>The name server's meter, <c>Rpc.NameServer</c>.</summary>
internal static class NameServerMetrics
{
    private static readonly Meter s_meter = new("Rpc.NameServer");

    /// <summary>Registrations that went because their lease was over.</summary>
    public static readonly Counter<long> Expired = s_meter.CreateCounter<long>("rpc.ns.expired", "{registration}", "Registrations that went because their lease was over");
}
