using Mandelbrot.Worker;
using Samples;

namespace Mandelbrot.AllInOne;

/// <summary>The workers of a run that is started by one command.</summary>
internal sealed class WorkerProcesses(Children children)
{
    private readonly List<Child> _workers = [];

    public Child First => _workers[0];

    /// <summary>Starts so many more, and returns when they are on the list.</summary>
    public async Task StartAsync(int count, CancellationToken stop)
    {
        Child[] started = [.. Enumerable.Range(0, count).Select(_ => children.Start("worker"))];
        _workers.AddRange(started);
        foreach (Child worker in started)
        {
            await worker.WaitForAsync(WorkerRole.Ready, stop);
        }
    }

    /// <summary>Ends the others in order: what one says at its end comes when it is off the list.</summary>
    public async Task StopAllButOneAsync(CancellationToken stop)
    {
        Child[] others = [.. _workers.Skip(1)];
        Array.ForEach(others, static worker => worker.CloseInput());
        foreach (Child worker in others)
        {
            Console.WriteLine(await worker.WaitForAsync(WorkerRole.Ended, stop));
            _workers.Remove(worker);
        }
    }
}
