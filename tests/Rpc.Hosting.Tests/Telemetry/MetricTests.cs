using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Rpc.Tests.Shared;

namespace Rpc.Hosting.Tests.Telemetry;

/// <summary>The histograms of calls, seen by a listener of this process.</summary>
[Collection(nameof(AloneCollection))]
public sealed class MetricTests
{
    private const string Contract = "Rpc.Hosting.Tests.Contracts.IGreeter";

    [Fact]
    public async Task Both_sides_measure_calls_in_seconds_by_method_and_status()
    {
        await using var place = await ServedGreeter.StartAsync("rpc://127.0.0.1:0");
        var measured = new ConcurrentQueue<(Instrument Instrument, double Seconds, Dictionary<string, object?> Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument is { Meter.Name: "Rpc.Runtime", Name: "rpc.client.call.duration" or "rpc.server.call.duration" })
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) => measured.Enqueue((instrument, seconds, new Dictionary<string, object?>(tags.ToArray()))));
        listener.Start();
        place.Life.BeforeGreeting = static token => Task.Delay(50, token);
        await place.Greeter.GreetAsync("Ali", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<DivideByZeroException>(() => place.Greeter.DivideAsync(1, 0));
        await Patience.UntilAsync(() => measured.Count == 4, "four measurements are there");
        foreach (string side in new[] { "rpc.client.call.duration", "rpc.server.call.duration" })
        {
            (Instrument instrument, double seconds, Dictionary<string, object?> tags) = Assert.Single(measured, one => one.Instrument.Name == side && (string?)one.Tags["rpc.method"] == $"{Contract}/GreetAsync");
            Assert.Equal("s", instrument.Unit);
            Assert.InRange(seconds, 0.03, 30);
            Assert.Equal(("rpc.net", "OK", "127.0.0.1", place.Address.Port), (tags["rpc.system.name"], tags["rpc.status_code"], tags["server.address"], tags["server.port"]));
            Assert.False(tags.ContainsKey("error.type"));
            (_, _, tags) = Assert.Single(measured, one => one.Instrument.Name == side && (string?)one.Tags["rpc.method"] == $"{Contract}/DivideAsync");
            Assert.Equal(("UNKNOWN", "System.DivideByZeroException"), (tags["rpc.status_code"], tags["error.type"]));
        }
    }
}
