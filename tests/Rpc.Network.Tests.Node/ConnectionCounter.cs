using System.Diagnostics.Metrics;

namespace Rpc.Network.Tests.Node;

/// <summary>Connections that are open, and that ever were, as the runtime's meter tells it.</summary>
internal sealed class ConnectionCounter : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _open;
    private int _ever;

    public ConnectionCounter()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Rpc.Runtime", Name: "rpc.connections" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, change, _, _) =>
        {
            Interlocked.Add(ref _open, change);
            Interlocked.Add(ref _ever, Math.Max(0, change));
        });
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"open {_open} ever {_ever}";
}
