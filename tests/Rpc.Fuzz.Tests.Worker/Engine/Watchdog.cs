namespace Rpc.Fuzz.Engine;

/// <summary>Ends the process when one input takes too long: the file of the input then tells which.</summary>
internal sealed class Watchdog : IDisposable
{
    // Far above what the slowest input takes on a busy machine, far below the time for which anybody waits.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(20);

    private readonly Timer _timer;
    private long _number;
    private long _lastNumber = -1;

    public Watchdog() => _timer = new Timer(_ => Look(), null, Most, Most);

    /// <summary>Another input begins.</summary>
    public void Next() => Volatile.Write(ref _number, _number + 1);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        long number = Volatile.Read(ref _number);
        if (number == _lastNumber)
        {
            Environment.FailFast($"One input took more than {Most.TotalSeconds} s.");
        }

        _lastNumber = number;
    }
}
