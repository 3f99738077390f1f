using Rpc.Diagnostics;

namespace Rpc.Connections;

/// <summary>What all open connections of the process hold at this moment. Looked up when somebody asks, so that nothing is counted for nobody.</summary>
internal static class ConnectionGauges
{
    /// <summary>Has the instruments made together with that of the connections themselves: for the first connection of a client this is later, or never.</summary>
    public static void Register() => RpcMetrics.GaugesOf = Publish;

    private static void Publish()
    {
        Add("rpc.handlers.running", "{call}", "Handlers that run", static c => c.RunningHandlers);
        Add("rpc.calls.pending", "{call}", "Calls of this side without an answer", static c => c.PendingCalls);
        Add("rpc.unfinished", "By", "Bytes that have arrived and are not decoded", static c => c.UnfinishedBytes);
        Add("rpc.unsent", "By", "Bytes that wait to be sent", static c => c.UnsentBytes);
        Add("rpc.streams", "{stream}", "Streams that are read over a connection", static c => c.OpenStreams);
        Add("rpc.objects.bound", "{object}", "Objects that peers have bound", static c => c.BoundObjects);
        Add("rpc.references", "{reference}", "References that peers hold or that are held of peers", static c => c.References.ExportCount + c.References.ImportCount);
    }

    private static void Add(string name, string unit, string description, Func<RpcConnection, long> number) =>
        RpcMetrics.Meter.CreateObservableUpDownCounter(name, () => ConnectionClock.Sum(number), unit, description);
}
