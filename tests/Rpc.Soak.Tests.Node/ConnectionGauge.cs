using System.Diagnostics.Metrics;

namespace Rpc.Soak.Tests.Node;

/// <summary>The number of open connections, as the runtime's meter tells it.</summary>
internal sealed class ConnectionGauge : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _open;

    public ConnectionGauge()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Rpc.Runtime", Name: "rpc.connections" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, change, _, _) => Interlocked.Add(ref _open, change));
        _listener.Start();
    }

    public int Open => Volatile.Read(ref _open);

    public void Dispose() => _listener.Dispose();
}
