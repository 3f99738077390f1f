using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rpc.Diagnostics;

/// <summary>
/// What calls are traced and measured with: the activity source <c>Rpc.Runtime</c> and two histograms of the meter of that name, after OpenTelemetry's semantic conventions for RPC
/// (1.44). Calls look here whether somebody listens, and pay nothing more while nobody does.
/// </summary>
internal static class CallInstruments
{
    /// <summary>The value of <c>rpc.system.name</c>. The conventions have no name of their own for this system.</summary>
    public const string System = "rpc.net";

    /// <summary>What the conventions advise, in seconds, and eight smaller ones: a call to this machine takes some 20 µs, and would always be in the first of theirs.</summary>
    private static readonly double[] s_boundaries = [0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private static volatile Histogram<double>? s_client;
    private static volatile Histogram<double>? s_server;

    /// <summary>The activities of calls.</summary>
    public static ActivitySource Source { get; } = new("Rpc.Runtime");

    /// <summary>How long calls of this process took; null until there is a meter.</summary>
    public static Histogram<double>? ClientDuration => s_client;

    /// <summary>How long calls took that were served here; null until there is a meter.</summary>
    public static Histogram<double>? ServerDuration => s_server;

    /// <summary>Whether anybody wants to hear of calls that this process makes.</summary>
    public static bool TracesClients => Source.HasListeners() || s_client is { Enabled: true };

    /// <summary>Whether anybody wants to hear of calls that this process serves.</summary>
    public static bool TracesServers => Source.HasListeners() || s_server is { Enabled: true };

    /// <summary>Makes the histograms: with the meter, which a process makes that turns out to live.</summary>
    public static void Publish()
    {
        s_client = Create("rpc.client.call.duration", "s", "Duration of outgoing remote procedure calls");
        s_server = Create("rpc.server.call.duration", "s", "Duration of incoming remote procedure calls");
    }

    private static Histogram<double> Create(string name, string unit, string description) =>
        RpcMetrics.Meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = s_boundaries });
}
