using System.Diagnostics.Metrics;

namespace Rpc.NameServer;

/// <summary>The name server's meter, <c>Rpc.NameServer</c>.</summary>
internal static class NameServerMetrics
{
    private static readonly Meter s_meter = new("Rpc.NameServer");

    /// <summary>Registrations that went because their lease was over.</summary>
    public static readonly Counter<long> Expired = s_meter.CreateCounter<long>("rpc.ns.expired", "{registration}", "Registrations that went because their lease was over");

    /// <summary>Clients that looked for a name server on the network and were told of this one.</summary>
    public static readonly Counter<long> Answered = s_meter.CreateCounter<long>("rpc.ns.discovery.answers", "{datagram}", "Questions for a name server on the network that were answered");

    private static readonly Counter<long> s_ignored = s_meter.CreateCounter<long>("rpc.ns.discovery.ignored", "{datagram}", "Datagrams at the port of discovery that were not answered, by reason");

    /// <summary>A datagram at the port of discovery that gets no answer.</summary>
    public static void Ignored(string reason) => s_ignored.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
