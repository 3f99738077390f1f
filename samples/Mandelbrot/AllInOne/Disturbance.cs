using Mandelbrot.Drawing;
using Mandelbrot.Display;

namespace Mandelbrot.AllInOne;

/// <summary>What happens to workers while a picture is drawn: one more joins, and the one that was there first is killed.</summary>
internal static class Disturbance
{
    private const double JoinAt = 0.15;
    private const double KillAt = 0.4;

    public static async Task<Picture> RunAsync(PictureDrawing drawing, WorkerProcesses workers, IDisplay display, CancellationToken stop)
    {
        Task<Picture> picture = drawing.RunAsync(stop);
        await UntilAsync(() => drawing.Done >= JoinAt);
        display.Say("A second worker is started.");
        await workers.StartAsync(1, stop);
        await UntilAsync(() => drawing.Done >= KillAt && drawing.Shares.Count > 1);
        display.Say(picture.IsCompleted ? "The picture was there before the second worker." : $"The first worker is killed (process {workers.First.Id}).");
        workers.First.Kill();
        return await picture;

        async Task UntilAsync(Func<bool> condition)
        {
            while (!condition() && !picture.IsCompleted)
            {
                await Task.Delay(10, stop);
            }
        }
    }
}
