using System.Collections.Concurrent;
using System.Diagnostics;
using Mandelbrot.Contract;
using Mandelbrot.Display;
using Rpc;
using Rpc.Naming;

namespace Mandelbrot.Drawing;

/// <summary>Draws one picture with all workers that are listed, whenever they come and go.</summary>
internal sealed class PictureDrawing(RpcClient client, View view, IDisplay display)
{
    private static readonly NameFilter s_workers = new(AllTags: [WorkerNames.Tag]);

    private readonly Picture _picture = new(view);
    private readonly ConcurrentDictionary<string, int> _shares = new(StringComparer.Ordinal);
    private readonly HashSet<WorkerLane> _working = [];

    // Used by the one that follows the list.
    private readonly List<WorkerLane> _listed = [];
    private readonly List<(WorkerLane Lane, Task Run)> _lanes = [];
    private long _start;

    public View View => view;

    public BandQueue Bands { get; } = new(view);

    /// <summary>How much is in the picture, 0 to 1.</summary>
    public double Done => (double)Bands.RowsDone / view.Height;

    /// <summary>The rows that each worker has computed.</summary>
    public IReadOnlyDictionary<string, int> Shares => _shares;

    /// <summary>From the first worker that was found to the last row.</summary>
    public TimeSpan Time { get; private set; }

    /// <exception cref="RpcException">No name server answers at the beginning. Later it may go: the workers that are known go on.</exception>
    public async Task<Picture> RunAsync(CancellationToken stop)
    {
        await client.Names.NameServer.PingAsync(stop);
        display.SetWorkers(0);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task following = GuardAsync(FollowAsync(end.Token));
        try
        {
            await Bands.Completion.WaitAsync(stop);
            Time = Stopwatch.GetElapsedTime(_start);
            return _picture;
        }
        finally
        {
            await end.CancelAsync();
            await following;
            await Task.WhenAll(_lanes.Select(lane => lane.Run));
            _lanes.ForEach(lane => lane.Lane.Dispose());
        }
    }

    /// <summary>A band has come from a worker.</summary>
    public void Put(string worker, Band band, float[] values)
    {
        _picture.Put(band, values);
        _shares.AddOrUpdate(worker, band.Rows, (_, rows) => rows + band.Rows);
        display.AddRows(band.Rows);
        Bands.Done(band);
    }

    /// <summary>One more works.</summary>
    public void Find(WorkerLane lane, string why) => Tell(why, _working.Add, lane);

    /// <summary>One works no more; what it had is in the queue again.</summary>
    public void Lose(WorkerLane lane, string why) => Tell(why, _working.Remove, lane);

    private void Tell(string why, Func<WorkerLane, bool> change, WorkerLane lane)
    {
        lock (_working)
        {
            bool changed = change(lane);
            display.Say(why);
            display.SetWorkers(_working.Count);
            if (changed && _working.Count == 0)
            {
                Wait();
            }
        }
    }

    private void Wait() => display.Say("No worker at the moment: waiting for one. Start it with dotnet run --project samples/Mandelbrot -- worker");

    private async Task FollowAsync(CancellationToken stop)
    {
        var options = new NameWatchOptions
        {
            Lost = _ => display.Say("The name server does not answer: going on with the workers that are known."),
            Back = () => display.Say("The name server answers again."),
        };

        // What is there first, then what changes: a worker that starts, stops, or was not heard of for the length of its lease.
        await foreach (NameEvent one in client.Names.WatchAsync(s_workers, options, stop))
        {
            if (one.Entry is { } entry)
            {
                Follow(entry, stop);
            }
            else if (_listed.Count == 0)
            {
                Wait();
            }
        }
    }

    private void Follow(NameEntry entry, CancellationToken stop)
    {
        foreach (WorkerLane gone in _listed.Where(lane => lane.Name == entry.Name && entry.Instances.All(instance => instance.Uri != lane.Uri)).ToArray())
        {
            _listed.Remove(gone);
            gone.Leave();
            Lose(gone, $"{gone.Name} has left");
        }

        foreach (NameInstance instance in entry.Instances.Where(instance => !_listed.Exists(lane => lane.Name == entry.Name && lane.Uri == instance.Uri)))
        {
            _start = _start == 0 ? Stopwatch.GetTimestamp() : _start;
            var lane = new WorkerLane(entry.Name, instance.Uri, client, this);
            _listed.Add(lane);
            Find(lane, $"{lane.Name} has joined");
            _lanes.Add((lane, GuardAsync(lane.RunAsync(stop))));
        }
    }

    // Nobody would see what ends a part of the drawing: so it ends all of it.
    private async Task GuardAsync(Task part)
    {
        try
        {
            await part;
        }
        catch (Exception failure)
        {
            Bands.Fail(failure);
        }
    }
}
