namespace Mandelbrot.Drawing;

/// <summary>Which colour a pixel has: black in the set, and outside from one colour smoothly to the next, again and again.</summary>
internal static class Palette
{
    private const int Size = 4096;

    // Each time that the value grows fourfold, all colours come once: near the set it grows quickly.
    private const float RoundsPerDoubling = 0.5f;

    private static readonly (byte Red, byte Green, byte Blue)[] s_stops = [(10, 12, 60), (24, 92, 170), (128, 205, 225), (252, 246, 220), (245, 170, 50), (150, 40, 30), (60, 10, 60)];

    private static readonly byte[] s_black = new byte[3];

    private static readonly byte[] s_colours = Mix();

    /// <summary>Red, green and blue for any number, also one that no honest worker gives.</summary>
    public static ReadOnlySpan<byte> Of(float value)
    {
        if (!(value > 0 && float.IsFinite(value)))
        {
            return s_black;
        }

        float rounds = MathF.Log2(1 + value) * RoundsPerDoubling;
        int index = (int)((rounds - MathF.Floor(rounds)) * Size) & (Size - 1);
        return s_colours.AsSpan(index * 3, 3);
    }

    private static byte[] Mix()
    {
        byte[] colours = new byte[Size * 3];
        for (int i = 0; i < Size; i++)
        {
            float place = (float)i / Size * s_stops.Length;
            int stop = (int)place;
            (byte Red, byte Green, byte Blue) from = s_stops[stop];
            (byte Red, byte Green, byte Blue) to = s_stops[(stop + 1) % s_stops.Length];
            colours[i * 3] = Between(from.Red, to.Red, place - stop);
            colours[(i * 3) + 1] = Between(from.Green, to.Green, place - stop);
            colours[(i * 3) + 2] = Between(from.Blue, to.Blue, place - stop);
        }

        return colours;
    }

    private static byte Between(byte from, byte to, float part) => (byte)(from + ((to - from) * part));
}
