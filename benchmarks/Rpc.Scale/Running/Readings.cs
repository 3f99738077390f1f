namespace Rpc.Scale.Running;

/// <summary>Numbers by name: what a role process answers to one word, and what a round of a scenario gives.</summary>
internal sealed class Readings : Dictionary<string, double>
{
    public Readings()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>Takes the readings of a histogram in, as NAMEp50 and NAMEp99, µs.</summary>
    public void AddLatencies(string name, LatencyHistogram latencies)
    {
        this[name + "p50"] = latencies.PercentileMicroseconds(0.50);
        this[name + "p99"] = latencies.PercentileMicroseconds(0.99);
    }

    /// <summary>Takes others in, each name behind <paramref name="prefix"/>.</summary>
    public void AddAll(string prefix, Readings others)
    {
        foreach ((string name, double value) in others)
        {
            this[prefix + name] = value;
        }
    }
}
