using BenchmarkDotNet.Attributes;

namespace Rpc.Benchmarks.Suites;

/// <summary>
/// 64 threads wait, one wakes them all and waits until all have been awake: what the threads of as many sync calls on one connection do, without the calls.
/// The time is that of one thread's wait and waking.
/// </summary>
public class WakeThreads
{
    private const int Threads = 64;

    private readonly Sleeper[] _sleepers = new Sleeper[Threads];
    private int _awake;
    private volatile bool _ended;

    public enum Way
    {
        /// <summary><see cref="System.Threading.Monitor"/>: a wait and a pulse.</summary>
        Monitor,

        /// <summary>Giving up the core until the signal is there.</summary>
        Yield,
    }

    [Params(Way.Monitor, Way.Yield)]
    public Way By { get; set; }

    [GlobalSetup]
    public void Start()
    {
        for (int i = 0; i < Threads; i++)
        {
            Sleeper sleeper = By == Way.Monitor ? new MonitorSleeper() : new YieldSleeper();
            _sleepers[i] = sleeper;
            new Thread(() => Run(sleeper), 256 * 1024) { IsBackground = true }.Start();
        }
    }

    [GlobalCleanup]
    public void End()
    {
        _ended = true;
        Array.ForEach(_sleepers, static s => s.Wake());
    }

    [Benchmark(OperationsPerInvoke = Threads)]
    public void WakeAll()
    {
        Volatile.Write(ref _awake, 0);
        foreach (Sleeper sleeper in _sleepers)
        {
            sleeper.Wake();
        }

        while (Volatile.Read(ref _awake) < Threads)
        {
            Thread.Yield();
        }
    }

    private void Run(Sleeper sleeper)
    {
        while (true)
        {
            sleeper.Sleep();
            if (_ended)
            {
                return;
            }

            Interlocked.Increment(ref _awake);
        }
    }

    private abstract class Sleeper
    {
        public abstract void Sleep();

        public abstract void Wake();
    }

    private sealed class MonitorSleeper : Sleeper
    {
        private readonly object _gate = new();
        private bool _signaled;

        public override void Sleep()
        {
            lock (_gate)
            {
                while (!_signaled)
                {
                    Monitor.Wait(_gate);
                }

                _signaled = false;
            }
        }

        public override void Wake()
        {
            lock (_gate)
            {
                _signaled = true;
                Monitor.Pulse(_gate);
            }
        }
    }

    private sealed class YieldSleeper : Sleeper
    {
        private int _signaled;

        public override void Sleep()
        {
            while (Interlocked.Exchange(ref _signaled, 0) == 0)
            {
                Thread.Yield();
            }
        }

        public override void Wake() => Volatile.Write(ref _signaled, 1);
    }
}
