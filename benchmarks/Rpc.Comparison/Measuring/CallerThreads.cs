namespace Rpc.Comparison.Measuring;

/// <summary>Threads that make the same blocking call at the same time: first to warm up, then in the measured section.</summary>
internal sealed class CallerThreads<T> : IDisposable
{
    private readonly Func<int, T> _call;
    private readonly Action<int, T> _check;
    private readonly LatencyHistogram[] _latencies;
    private readonly Thread[] _threads;
    private readonly CountdownEvent _warm;
    private readonly ManualResetEventSlim _go = new();
    private long _end;
    private volatile Exception? _failure;

    public CallerThreads(Func<int, T> call, Action<int, T> check, int count, TimeSpan warmup)
    {
        _call = call;
        _check = check;
        _warm = new CountdownEvent(count);
        _latencies = [.. Enumerable.Range(0, count).Select(_ => new LatencyHistogram())];
        _end = CallLoop.EndAfter(warmup);
        _threads = [.. _latencies.Select(latencies => new Thread(() => Live(latencies)) { IsBackground = true })];
        Array.ForEach(_threads, thread => thread.Start());
    }

    /// <summary>Blocks until every thread has made its warm-up calls; throws what stopped one of them.</summary>
    public void AwaitWarm()
    {
        _warm.Wait();
        ThrowFailure();
    }

    /// <summary>Lets the threads call for so long.</summary>
    public LatencyHistogram[] Run(TimeSpan duration)
    {
        _end = CallLoop.EndAfter(duration);
        _go.Set();
        Array.ForEach(_threads, thread => thread.Join());
        ThrowFailure();
        return _latencies;
    }

    public void Dispose()
    {
        _warm.Dispose();
        _go.Dispose();
    }

    private void Live(LatencyHistogram latencies)
    {
        try
        {
            CallLoop.Run(_call, _check, latencies, _end);
            latencies.Clear();
            _warm.Signal();
            _go.Wait();
            CallLoop.Run(_call, _check, latencies, _end);
        }
        catch (Exception error)
        {
            _failure = error;
            if (!_go.IsSet)
            {
                _warm.Signal();
            }
        }
    }

    private void ThrowFailure()
    {
        if (_failure is { } failure)
        {
            throw new InvalidOperationException("A thread's call failed: " + failure.Message, failure);
        }
    }
}
