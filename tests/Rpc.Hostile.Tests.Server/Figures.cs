using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rpc.Hostile.Tests.Server;

/// <summary>What the runtime's meter tells of this process, and what it has spent.</summary>
public sealed class Figures : IDisposable
{
    private readonly MeterListener _listener = new();

    /// <summary>Sums of counters, by name and reason; the last values of gauges.</summary>
    private readonly ConcurrentDictionary<string, long> _values = new();

    public Figures()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Rpc.Runtime")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public long Connections => _values.GetValueOrDefault("rpc.connections");

    /// <summary>One line: "metrics", "events" by id, "warnings", "cpu" in milliseconds, "allocated" in bytes, "mostRunning" handlers.</summary>
    public string ToJson(RecordingLogger log, Target target)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(target);
        _listener.RecordObservableInstruments();
        return new JsonObject
        {
            ["metrics"] = Of(_values.Select(static v => KeyValuePair.Create(v.Key, v.Value))),
            ["events"] = Of(log.Counts.Select(static c => KeyValuePair.Create($"{c.Key}", c.Value))),
            ["warnings"] = log.Warnings,
            ["cpu"] = (long)Environment.CpuUsage.TotalTime.TotalMilliseconds,
            ["allocated"] = GC.GetTotalAllocatedBytes(),
            ["mostRunning"] = target.MostRunning,
            ["maxConnections"] = new RpcLimits().MaxConnections,
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = false });
    }

    public void Dispose() => _listener.Dispose();

    private static JsonObject Of(IEnumerable<KeyValuePair<string, long>> values) => new(values.Select(static v => KeyValuePair.Create(v.Key, (JsonNode?)v.Value)));

    private void Take(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string name = instrument.Name;
        foreach ((string tag, object? what) in tags)
        {
            name += tag == "reason" ? $" {what}" : "";
        }

        _values.AddOrUpdate(name, value, (_, sum) => instrument.IsObservable ? value : sum + value);
    }
}
