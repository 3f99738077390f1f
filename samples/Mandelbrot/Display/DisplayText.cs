using Mandelbrot.Contract;

namespace Mandelbrot.Display;

/// <summary>How far a picture is, in words. Not thread-safe.</summary>
internal sealed class DisplayText(View view)
{
    public int Rows { get; set; }

    /// <summary>Null where workers are not spoken of.</summary>
    public int? Workers { get; set; }

    public int Percent => (int)(100L * Rows / view.Height);

    public override string ToString() => $"{Rows} of {view.Height} rows" + Workers switch
    {
        null => "",
        1 => ", 1 worker",
        _ => $", {Workers} workers",
    };

    /// <summary>One line, without what would move the cursor: it may come from another program.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
