using System.Diagnostics;

namespace Rpc.Hostile.Tests;

/// <summary>How long this machine lets a thread wait that only wants to run: what a bound on time has to allow for beside a test.</summary>
internal sealed class NoiseMeter : IDisposable
{
    private const int Milliseconds = 10;

    private readonly Thread _thread;
    private volatile bool _stop;

    public NoiseMeter()
    {
        _thread = new Thread(Loop) { IsBackground = true, Name = "noise" };
        _thread.Start();
    }

    /// <summary>The longest wait until now, beyond what was asked for.</summary>
    public TimeSpan Longest { get; private set; }

    public void Dispose()
    {
        _stop = true;
        _thread.Join(TimeSpan.FromSeconds(30));
    }

    private void Loop()
    {
        while (!_stop)
        {
            long start = Stopwatch.GetTimestamp();
            Thread.Sleep(Milliseconds);
            TimeSpan late = Stopwatch.GetElapsedTime(start) - TimeSpan.FromMilliseconds(Milliseconds);
            Longest = late > Longest ? late : Longest;
        }
    }
}
