using Mandelbrot.Computing;
using Mandelbrot.Contract;
using Mandelbrot.Png;
using Mandelbrot.Display;
using Rpc;

namespace Mandelbrot.Drawing;

/// <summary>Draws one picture with the workers that there are, writes it, and says what they were good for.</summary>
internal static class DrawRole
{
    public static async Task<int> RunAsync(View view, FileInfo output, bool alone, CancellationToken stop)
    {
        PngFile.Check(output);
        await using var client = new RpcClient();
        (PictureDrawing drawing, Picture picture) = await Displays.ShowAsync(view, async display =>
        {
            var drawing = new PictureDrawing(client, view, display);
            return (drawing, await drawing.RunAsync(stop));
        });
        await PngFile.WriteAsync(output, picture, stop);
        Summary.TellPicture(output, drawing);
        if (alone)
        {
            Console.WriteLine("The same picture by this program alone, in one thread:");
            (Picture same, TimeSpan time) = await Displays.ShowAsync(view, display => AloneDrawing.RunAsync(view, display, stop));
            Summary.TellSpeedUp(drawing, time);
            Summary.TellSame(picture, same);
        }

        return 0;
    }
}
