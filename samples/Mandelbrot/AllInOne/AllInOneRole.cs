using Mandelbrot.Computing;
using Mandelbrot.Contract;
using Mandelbrot.Drawing;
using Mandelbrot.Png;
using Mandelbrot.Display;
using Rpc;
using Samples;

namespace Mandelbrot.AllInOne;

/// <summary>One picture three times: by a worker for each core, by workers that come and go, and by this process alone.</summary>
internal static class AllInOneRole
{
    private const int MostWorkers = 8;

    private static readonly View s_view = new(X: -0.5, Y: 0, Scale: 3.5, Width: 900, Height: 600, Iterations: 4000);

    public static async Task<int> RunAsync(FileInfo output, CancellationToken stop)
    {
        PngFile.Check(output);
        using Children children = new();
        await NameServerRole.StartAsync(children, stop);
        await using var client = new RpcClient(new RpcClientOptions { NameServers = [RemoteUri.Parse(children.NameServer!)] });
        var workers = new WorkerProcesses(children);

        // Nothing disturbs the drawing that is measured: what happens to workers has a drawing of its own.
        await workers.StartAsync(Math.Min(Environment.ProcessorCount, MostWorkers), stop);
        Console.WriteLine("1. A worker for each core:");
        (PictureDrawing together, Picture first) = await Displays.ShowAsync(s_view, async display =>
        {
            var drawing = new PictureDrawing(client, s_view, display);
            return (drawing, await drawing.RunAsync(stop));
        });
        Summary.TellShares(together);

        await workers.StopAllButOneAsync(stop);
        Console.WriteLine("2. One worker, then two, then one is killed:");
        (PictureDrawing disturbed, Picture second) = await Displays.ShowAsync(s_view, async display =>
        {
            var drawing = new PictureDrawing(client, s_view, display);
            return (drawing, await Disturbance.RunAsync(drawing, workers, display, stop));
        });
        await PngFile.WriteAsync(output, second, stop);
        Summary.TellPicture(output, disturbed);

        Console.WriteLine("3. No worker, one thread of this process:");
        (Picture third, TimeSpan alone) = await Displays.ShowAsync(s_view, display => AloneDrawing.RunAsync(s_view, display, stop));
        Summary.TellSame(first, second, third);
        Summary.TellSpeedUp(together, alone);
        return 0;
    }
}
