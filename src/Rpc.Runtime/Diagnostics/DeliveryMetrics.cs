using System.Diagnostics.Metrics;

namespace Rpc.Diagnostics;

/// <summary>What callers count about failures, in the meter <c>Rpc.Runtime</c>. Made at the first failure.</summary>
internal static class DeliveryMetrics
{
    public static readonly Counter<long> Retries = RpcMetrics.Meter.CreateCounter<long>("rpc.client.retries", "{attempt}", "Attempts beyond the first, by the reason of the failure before");

    public static readonly Counter<long> GivenUp = RpcMetrics.Meter.CreateCounter<long>("rpc.client.given_up", "{call}", "Calls that failed after more than one attempt");

    public static readonly Counter<long> Hedges = RpcMetrics.Meter.CreateCounter<long>("rpc.client.hedges", "{attempt}", "Attempts that started beside one without an answer");

    public static readonly Counter<long> OneWayUnconfirmed = RpcMetrics.Meter.CreateCounter<long>("rpc.client.oneway_unconfirmed", "{call}", "One-way calls that were not acknowledged when their connection was lost; they are not repeated");

    public static readonly Counter<long> OneWaySentAgain = RpcMetrics.Meter.CreateCounter<long>("rpc.client.oneway_sent_again", "{call}", "One-way calls that a server which drained had not taken, and that were sent again");

    public static void CountRetry(RpcErrorReason reason) => Retries.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
}
