using Spectre.Console;
using Square.Contract;

namespace Square.Receiver;

/// <summary>A square of colour.</summary>
internal static class Drawing
{
    /// <summary>It looks like a square: a pixel of the canvas is two characters wide. Terminals with fewer colours show the nearest one.</summary>
    public static Canvas Square(Rgb colour, int side)
    {
        var canvas = new Canvas(side, side) { Scale = false };
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                canvas.SetPixel(x, y, new Color(colour.Red, colour.Green, colour.Blue));
            }
        }

        return canvas;
    }
}
