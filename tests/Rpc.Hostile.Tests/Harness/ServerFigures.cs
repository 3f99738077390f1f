using System.Globalization;
using System.Text.Json;

namespace Rpc.Hostile.Tests;

/// <summary>What the attacked process told of itself at one moment.</summary>
internal sealed class ServerFigures(string json)
{
    private static readonly string[] s_gauges = ["rpc.connections", "rpc.handlers.running", "rpc.calls.pending", "rpc.unfinished", "rpc.unsent", "rpc.streams", "rpc.objects.bound", "rpc.references"];

    private readonly JsonElement _root = JsonDocument.Parse(json).RootElement;

    /// <summary>What is held now, by gauge.</summary>
    public IReadOnlyDictionary<string, long> Gauges => s_gauges.ToDictionary(static name => name, Metric);

    /// <summary>Processor time that the process has used, in all.</summary>
    public TimeSpan Cpu => TimeSpan.FromMilliseconds(_root.GetProperty("cpu").GetInt64());

    /// <summary>Bytes that the process has allocated, in all.</summary>
    public long Allocated => _root.GetProperty("allocated").GetInt64();

    /// <summary>The most handlers that ran at one time, as they counted themselves.</summary>
    public int MostRunning => _root.GetProperty("mostRunning").GetInt32();

    /// <summary>The default of <see cref="RpcLimits.MaxConnections"/> there.</summary>
    public int MaxConnections => _root.GetProperty("maxConnections").GetInt32();

    /// <summary>Warnings in the log, in all.</summary>
    public long Warnings => _root.GetProperty("warnings").GetInt64();

    /// <summary>A counter by name, or by name and reason with a space between.</summary>
    public long Metric(string name) => _root.GetProperty("metrics").TryGetProperty(name, out JsonElement value) ? value.GetInt64() : 0;

    /// <summary>How often an event was logged.</summary>
    public long Events(int id) => _root.GetProperty("events").TryGetProperty(id.ToString(CultureInfo.InvariantCulture), out JsonElement value) ? value.GetInt64() : 0;

    public override string ToString() => json;
}
