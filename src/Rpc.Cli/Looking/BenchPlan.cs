using System.Diagnostics;

namespace Rpc.Cli.Looking;

/// <summary>What is measured: for how long, by how many callers at once.</summary>
internal sealed record BenchPlan(TimeSpan Duration, int Callers)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Calls again and again. Calls that fail are counted, and their time is not.</summary>
    /// <param name="once">One call.</param>
    /// <param name="clock">What the pauses between reports go by.</param>
    /// <param name="tell">Hears of the share that is done, and how many calls were made.</param>
    /// <param name="cancellationToken">Ends it early, with what was measured until then.</param>
    public async Task<BenchResult> RunAsync(Func<CancellationToken, ValueTask> once, TimeProvider clock, Action<double, long> tell, CancellationToken cancellationToken)
    {
        await new Round(once, Callers).RunAsync(Duration / 10, clock, static (_, _) => { }, cancellationToken).ConfigureAwait(false);
        var measured = new Round(once, Callers);
        TimeSpan took = await measured.RunAsync(Duration, clock, tell, cancellationToken).ConfigureAwait(false);
        return measured.Result(took);
    }

    private sealed class Round(Func<CancellationToken, ValueTask> once, int callers)
    {
        private readonly List<long>[] _times = [.. Enumerable.Range(0, callers).Select(static _ => new List<long>())];
        private readonly long[] _failed = new long[callers];
        private Exception? _failure;
        private long _calls;
        private volatile bool _over;

        public async Task<TimeSpan> RunAsync(TimeSpan duration, TimeProvider clock, Action<double, long> tell, CancellationToken cancellationToken)
        {
            long began = Stopwatch.GetTimestamp();
            Task[] running = [.. Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, cancellationToken), CancellationToken.None))];
            try
            {
                for (TimeSpan passed = TimeSpan.Zero; passed < duration; passed = Stopwatch.GetElapsedTime(began))
                {
                    tell(passed / duration, Interlocked.Read(ref _calls));
                    TimeSpan left = duration - passed;
                    await Task.Delay(left < s_pause ? left : s_pause, clock, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
                // Ctrl-C: what there is counts.
            }

            _over = true;
            TimeSpan took = Stopwatch.GetElapsedTime(began);
            await Task.WhenAll(running).ConfigureAwait(false);
            return took;
        }

        public BenchResult Result(TimeSpan took)
        {
            TimeSpan[] times = [.. _times.SelectMany(static one => one).Order().Select(static ticks => Stopwatch.GetElapsedTime(0, ticks))];
            long failed = _failed.Sum();
            return new BenchResult(took, callers, times.Length + failed, failed, times) { Failure = _failure };
        }

        private async Task CallAsync(int caller, CancellationToken cancellationToken)
        {
            while (!_over && !cancellationToken.IsCancellationRequested)
            {
                long began = Stopwatch.GetTimestamp();
                try
                {
                    await once(cancellationToken).ConfigureAwait(false);
                    _times[caller].Add(Stopwatch.GetTimestamp() - began);
                    Interlocked.Increment(ref _calls);
                }
                catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                {
                    _failed[caller]++;
                    _failure = failure;
                    await Task.Delay(1, CancellationToken.None).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }
}
