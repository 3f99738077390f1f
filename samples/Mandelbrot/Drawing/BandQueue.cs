using System.Threading.Channels;
using Mandelbrot.Contract;

namespace Mandelbrot.Drawing;

/// <summary>The bands that nobody computes at the moment. A band is in one place at a time: here, at one worker, or in the picture. Thread-safe.</summary>
internal sealed class BandQueue
{
    private readonly Channel<Band> _waiting = Channel.CreateUnbounded<Band>();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _rows;
    private int _done;

    public BandQueue(View view)
    {
        _rows = view.Height;
        foreach (Band band in Bands.Of(view))
        {
            Return(band);
        }
    }

    /// <summary>The rows that are in the picture.</summary>
    public int RowsDone => Volatile.Read(ref _done);

    /// <summary>Ends when all rows are in the picture, or with what makes that impossible.</summary>
    public Task Completion => _completion.Task;

    /// <summary>The next band, waited for as long as there may be another: a worker may give one back. Null when all are done, or when whoever waits is told to stop.</summary>
    public async ValueTask<Band?> TakeAsync(CancellationToken stop)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(stop);
        }
        catch (Exception end) when (end is ChannelClosedException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Puts a band back that was taken and not computed.</summary>
    public void Return(Band band) => _waiting.Writer.TryWrite(band);

    /// <summary>There will be no picture.</summary>
    public void Fail(Exception reason) => _completion.TrySetException(reason);

    /// <summary>The band is in the picture.</summary>
    public void Done(Band band)
    {
        if (Interlocked.Add(ref _done, band.Rows) == _rows)
        {
            _waiting.Writer.Complete();
            _completion.TrySetResult();
        }
    }
}
