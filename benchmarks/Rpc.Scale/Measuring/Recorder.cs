namespace Rpc.Scale.Measuring;

/// <summary>Latencies of many callers, one histogram per thread, because a histogram per caller would not fit the caches. Thread-safe.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly ThreadLocal<LatencyHistogram> _histograms = new(() => new LatencyHistogram(), trackAllValues: true);

    /// <param name="ticks">A difference of two time stamps.</param>
    public void Record(long ticks) => _histograms.Value!.Record(ticks);

    /// <summary>All of them; to be called when the callers have ended.</summary>
    public LatencyHistogram Sum()
    {
        LatencyHistogram sum = new();
        foreach (LatencyHistogram part in _histograms.Values)
        {
            sum.Add(part);
        }

        return sum;
    }

    public void Dispose() => _histograms.Dispose();
}
