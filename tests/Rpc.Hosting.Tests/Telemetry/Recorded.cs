using System.Collections.Concurrent;
using System.Diagnostics;

namespace Rpc.Hosting.Tests.Telemetry;

/// <summary>The activities of one test: those that belong to the trace that it has begun.</summary>
internal sealed class Recorded : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;
    private readonly ActivitySource _own = new("Rpc.Hosting.Tests");

    public Recorded(params string[] sources)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source == _own || sources.Contains(source.Name),
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        Root = _own.StartActivity("test")!;
    }

    /// <summary>What the test does belongs to it.</summary>
    public Activity Root { get; }

    /// <summary>What has ended of the test's trace, in the order in which it did.</summary>
    public IReadOnlyList<Activity> Ended => [.. _ended.Where(activity => activity.TraceId == Root.TraceId && activity != Root)];

    /// <summary>Waits for so many.</summary>
    public async Task<IReadOnlyList<Activity>> EndedAsync(int count)
    {
        await Patience.UntilAsync(() => Ended.Count >= count, $"{count} activities have ended");
        Assert.Equal(count, Ended.Count);
        return Ended;
    }

    public Activity One(ActivityKind kind, string name) => Assert.Single(Ended, activity => activity.Kind == kind && activity.DisplayName == name);

    public void Dispose()
    {
        Root.Dispose();
        _listener.Dispose();
        _own.Dispose();
    }
}
