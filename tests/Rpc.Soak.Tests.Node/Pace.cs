using System.Diagnostics;

namespace Rpc.Soak.Tests.Node;

/// <summary>Keeps one caller near a rate, in bursts: it tells how long to rest after a call.</summary>
internal sealed class Pace(double callsPerSecond)
{
    private const double MostBehind = 0.5;
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(10);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private double _due;

    /// <summary>How long to rest; zero for most calls.</summary>
    public TimeSpan Next()
    {
        // What a pause has cost is not made up for at once.
        double now = _watch.Elapsed.TotalSeconds;
        _due = Math.Max(_due + (1 / callsPerSecond), now - MostBehind);
        TimeSpan early = TimeSpan.FromSeconds(_due - now);
        return early > s_least ? early : TimeSpan.Zero;
    }
}
