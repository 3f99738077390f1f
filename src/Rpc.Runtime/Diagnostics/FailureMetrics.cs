using System.Diagnostics.Metrics;

namespace Rpc.Diagnostics;

/// <summary>Counters of what was lost, dropped or timed out. Made at the first failure: a program without one does not pay for them.</summary>
internal static class FailureMetrics
{
    private static readonly Counter<long> s_failed = RpcMetrics.Meter.CreateCounter<long>("rpc.calls.failed", "{call}", "Calls of this side that ended without an answer which it could take, by reason");

    private static readonly Counter<long> s_cancelled = RpcMetrics.Meter.CreateCounter<long>("rpc.handlers.cancelled", "{call}", "Handlers that were told to stop, by reason");

    private static readonly Counter<long> s_dropped = RpcMetrics.Meter.CreateCounter<long>("rpc.dropped", "{frame}", "Frames that were right and for nobody, by reason");

    private static readonly Counter<long> s_lost = RpcMetrics.Meter.CreateCounter<long>("rpc.unsent.lost", "By", "Output that its connection's end left unsent");

    private static readonly Counter<long> s_waits = RpcMetrics.Meter.CreateCounter<long>("rpc.output.waits", "{wait}", "Senders that waited because their peer reads too slowly");

    private static readonly Counter<long> s_unconnected = RpcMetrics.Meter.CreateCounter<long>("rpc.connect.failures", "{attempt}", "Attempts to connect that failed");

    private static readonly Counter<long> s_unanswered = RpcMetrics.Meter.CreateCounter<long>("rpc.naming.unanswered", "{request}", "Requests that a name server did not answer");

    public static void CallsFailed(string reason, int count = 1) => s_failed.Add(count, Reason(reason));

    public static void HandlersCancelled(string reason, int count) => s_cancelled.Add(count, Reason(reason));

    public static void Dropped(string reason, int count) => s_dropped.Add(count, Reason(reason));

    public static void UnsentLost(long bytes) => s_lost.Add(bytes);

    public static void OutputWaits(int count) => s_waits.Add(count);

    public static void ConnectFailed() => s_unconnected.Add(1);

    public static void NameServerUnanswered() => s_unanswered.Add(1);

    private static KeyValuePair<string, object?> Reason(string reason) => new("reason", reason);
}
