using Mandelbrot.Contract;

namespace Mandelbrot.Drawing;

/// <summary>The pixels, red, green and blue, row by row. Bands may be put into it at the same time.</summary>
internal sealed class Picture(View view)
{
    public int Width => view.Width;

    public int Height => view.Height;

    public byte[] Pixels { get; } = new byte[view.Width * view.Height * 3];

    /// <summary>Colours what was computed.</summary>
    /// <exception cref="InvalidDataException">These are not as many values as the band has pixels.</exception>
    public void Put(Band band, float[] values)
    {
        int pixels = band.Rows * view.Width;
        if (values.Length != pixels)
        {
            throw new InvalidDataException($"{values.Length} values came for a band of {pixels} pixels.");
        }

        Span<byte> target = Pixels.AsSpan(band.Top * view.Width * 3, pixels * 3);
        for (int i = 0; i < pixels; i++)
        {
            Palette.Of(values[i]).CopyTo(target[(i * 3)..]);
        }
    }
}
