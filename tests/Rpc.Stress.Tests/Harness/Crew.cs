using System.Collections.Concurrent;
using System.Globalization;

namespace Rpc.Stress.Tests;

/// <summary>The callers of a stress test. It ends in bounded time: with all of them done, or with a report that has the seed and what each was waiting for.</summary>
internal sealed class Crew(int seed, Func<string> state)
{
    /// <summary>Far more than anything here waits on a busy machine; when it passes, somebody waits for good.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("RPC_STRESS_PATIENCE") ?? "25", CultureInfo.InvariantCulture));

    private const long Stopped = 0;

    private readonly List<(Worker Worker, Task Task)> _workers = [];
    private readonly ConcurrentQueue<string> _failures = new();
    private long _end = long.MaxValue;

    /// <summary>Calls of all callers that ended as they should.</summary>
    public long Done => _workers.Sum(static w => w.Worker.Done);

    /// <summary>Each caller's count of those.</summary>
    public IEnumerable<long> DoneByEach => _workers.Select(static w => w.Worker.Done);

    /// <summary>Lets callers go on for so long, and each begin once: how soon a busy machine lets it is not what is tested.</summary>
    public void GoOnFor(TimeSpan duration) => Volatile.Write(ref _end, Environment.TickCount64 + (long)duration.TotalMilliseconds);

    /// <summary>Lets callers that ask end now.</summary>
    public void Stop() => Volatile.Write(ref _end, Stopped);

    /// <summary>Adds a caller that blocks, on a thread of its own.</summary>
    public void Block(string name, Action<Worker> work) => Add(name, worker => Task.Factory.StartNew(
        () =>
        {
            try
            {
                work(worker);
            }
            catch (Exception exception)
            {
                Failed(worker, exception);
            }
            finally
            {
                worker.HasEnded = true;
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default));

    /// <summary>Adds a caller that awaits.</summary>
    public void Await(string name, Func<Worker, Task> work) => Add(name, worker => Task.Run(async () =>
    {
        try
        {
            await work(worker);
        }
        catch (Exception exception)
        {
            Failed(worker, exception);
        }
        finally
        {
            worker.HasEnded = true;
        }
    }));

    /// <summary>Waits until all are done. Fails with the first failures, or with what those who are not done wait for.</summary>
    public async Task EndAsync(TimeSpan? duration = null)
    {
        Task all = Task.WhenAll(_workers.Select(static w => w.Task));
        long end = Environment.TickCount64 + (long)((duration ?? TimeSpan.Zero) + s_patience).TotalMilliseconds;
        while (!all.IsCompleted && _failures.IsEmpty && Environment.TickCount64 < end)
        {
            await Task.WhenAny(all, Task.Delay(50));
        }

        bool hangs = !all.IsCompleted && _failures.IsEmpty;
        if (hangs || !_failures.IsEmpty)
        {
            Stop();
            Assert.Fail(Report(hangs));
        }
    }

    /// <summary>Waits until something is so. Fails with the same report.</summary>
    public async Task UntilAsync(Func<bool> isSo, string what)
    {
        long end = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (!isSo())
        {
            if (!_failures.IsEmpty || Environment.TickCount64 > end)
            {
                Stop();
                Assert.Fail($"It is not so that {what}.{Environment.NewLine}{Report(hangs: _failures.IsEmpty)}");
            }

            await Task.Delay(5);
        }
    }

    private void Add(string name, Func<Worker, Task> start)
    {
        var worker = new Worker($"{name} {_workers.Count}", seed + _workers.Count, GoesOn);
        _workers.Add((worker, start(worker)));
    }

    private bool GoesOn(bool hasBegun)
    {
        long end = Volatile.Read(ref _end);
        return _failures.IsEmpty && end != Stopped && (!hasBegun || Environment.TickCount64 < end);
    }

    private void Failed(Worker worker, Exception exception) => _failures.Enqueue($"{worker}{Environment.NewLine}{exception}");

    private string Report(bool hangs)
    {
        IEnumerable<string> left = _workers.Where(static w => !w.Worker.HasEnded).Select(static w => $"  {w.Worker}");
        string[] lines = [$"{(hangs ? "Callers wait for good" : "Callers failed")}. RPC_STRESS_SEED={seed} makes the same choices again.", .. _failures.Take(5), "Not done:", .. left, state()];
        return string.Join(Environment.NewLine, lines);
    }
}
