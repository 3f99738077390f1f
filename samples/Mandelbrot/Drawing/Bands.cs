using Mandelbrot.Contract;

namespace Mandelbrot.Drawing;

/// <summary>Cuts a picture into bands.</summary>
internal static class Bands
{
    // So many bands make the last one small beside the whole, and each still long beside its call.
    private const int Wanted = 100;

    public static IEnumerable<Band> Of(View view)
    {
        long most = Math.Min(View.MaxBandPixels / view.Width, View.MaxBandSteps / ((long)view.Width * view.Iterations));
        int rows = (int)Math.Clamp(view.Height / Wanted, 1, most);
        for (int top = 0; top < view.Height; top += rows)
        {
            yield return new Band(top, Math.Min(rows, view.Height - top));
        }
    }
}
