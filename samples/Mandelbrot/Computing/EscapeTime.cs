using System.Runtime.CompilerServices;
using Mandelbrot.Contract;

namespace Mandelbrot.Computing;

/// <summary>The computation itself, on one thread: the same for a worker and for whoever computes alone.</summary>
internal static class EscapeTime
{
    // Far outside of the set (2 would do), so that the colours have no steps: the square of the distance is 2 to the power of 16.
    private const double Far = 65_536;
    private const double FarLog = 16;

    /// <summary>For each pixel, row by row, how soon it escapes: more than 0, and 0 where it does not.</summary>
    public static float[] Compute(View view, Band band, CancellationToken cancellationToken)
    {
        float[] values = new float[band.Rows * view.Width];
        double pixel = view.Scale / view.Width;
        double left = view.X - ((view.Width - 1) * pixel / 2);
        double top = view.Y + ((view.Height - 1) * pixel / 2);
        for (int row = 0; row < band.Rows; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double y = top - ((band.Top + row) * pixel);
            for (int column = 0; column < view.Width; column++)
            {
                values[(row * view.Width) + column] = Of(left + (column * pixel), y, view.Iterations);
            }
        }

        return values;
    }

    // Compiled well from the first call on, so that neither side of the comparison has to warm up.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Of(double re, double im, int iterations)
    {
        double x = 0, y = 0, xx = 0, yy = 0;
        for (int i = 1; i <= iterations; i++)
        {
            y = (2 * x * y) + im;
            x = xx - yy + re;
            xx = x * x;
            yy = y * y;
            if (xx + yy > Far)
            {
                return (float)Math.Max(i - Math.Log2(Math.Log2(xx + yy) / FarLog), 0.001);
            }
        }

        return 0;
    }
}
