using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Listings;

/// <summary>The listings of docs/telemetry.md.</summary>
public static class Telemetry
{
    public static void Export(Action program)
    {
        #region opentelemetry
        using TracerProvider traces = Sdk.CreateTracerProviderBuilder().AddSource("Rpc.Runtime", "Rpc.Tasks").AddOtlpExporter().Build();
        using MeterProvider metrics = Sdk.CreateMeterProviderBuilder().AddMeter("Rpc.Runtime", "Rpc.Tasks").AddOtlpExporter().Build();
        program();                                                               // sent to where OTEL_EXPORTER_OTLP_ENDPOINT says
        #endregion
    }

    public static ActivityListener Spans()
    {
        #region spans
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Rpc.Runtime",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => Console.WriteLine($"{span.Kind} {span.DisplayName} {span.GetTagItem("rpc.status_code")}"),
        };
        ActivitySource.AddActivityListener(listener);                            // until it is disposed
        #endregion
        return listener;
    }

    public static MeterListener Durations(Action<string, double> measured)
    {
        #region durations
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Meter.Name: "Rpc.Runtime", Name: "rpc.server.call.duration" })
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, state) => measured(instrument.Name, seconds));
        listener.Start();
        #endregion
        return listener;
    }
}
