using System.Collections.Concurrent;
using System.Diagnostics;

namespace Rpc.NameServer.Tests.HighAvailability;

/// <summary>Collects observations. Thread-safe.</summary>
internal sealed class HistoryOfNames
{
    private readonly ConcurrentQueue<Observation> _all = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public long Now => _watch.ElapsedMilliseconds;

    public IReadOnlyList<Observation> All => [.. _all];

    public int Count(ObservationKind kind) => _all.Count(one => one.Kind == kind);

    public void Add(ObservationKind kind, string who, string name, long version, long begin, string? error = null) => _all.Enqueue(new Observation(kind, who, name, version, begin, Now, error));
}
