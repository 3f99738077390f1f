using System.Diagnostics;
using Mandelbrot.Contract;
using Mandelbrot.Drawing;
using Mandelbrot.Display;

namespace Mandelbrot.Computing;

/// <summary>The same picture by this process alone, in one thread: what the workers are held against.</summary>
internal static class AloneDrawing
{
    public static Task<(Picture Picture, TimeSpan Time)> RunAsync(View view, IDisplay display, CancellationToken stop) =>
        Task.Factory.StartNew(() => Run(view, display, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static (Picture Picture, TimeSpan Time) Run(View view, IDisplay display, CancellationToken stop)
    {
        var picture = new Picture(view);
        long start = Stopwatch.GetTimestamp();
        foreach (Band band in Bands.Of(view))
        {
            picture.Put(band, EscapeTime.Compute(view, band, stop));
            display.AddRows(band.Rows);
        }

        return (picture, Stopwatch.GetElapsedTime(start));
    }
}
