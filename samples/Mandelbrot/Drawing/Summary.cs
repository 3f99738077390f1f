using Samples;
using Spectre.Console;

namespace Mandelbrot.Drawing;

/// <summary>What is told when a picture is there.</summary>
internal static class Summary
{
    /// <summary>The file, the time, and the share of each worker.</summary>
    public static void TellPicture(FileInfo file, PictureDrawing drawing)
    {
        Console.WriteLine($"{file.FullName}: {drawing.View.Width} x {drawing.View.Height} pixels in {drawing.Time.TotalSeconds:0.00} s");
        TellShares(drawing);
    }

    /// <summary>A line for each worker.</summary>
    public static void TellShares(PictureDrawing drawing)
    {
        var lines = new Grid().AddColumn().AddColumn(new GridColumn().RightAligned()).AddColumn(new GridColumn().RightAligned());
        foreach ((string worker, int rows) in drawing.Shares.OrderBy(share => share.Key, StringComparer.Ordinal))
        {
            lines.AddRow($"  [green]{Markup.Escape(worker)}[/]", $"{rows} rows", $"{100.0 * rows / drawing.View.Height:0.0} %");
        }

        Screen.Out.Write(lines);
    }

    /// <summary>What the workers have gained: both times were measured.</summary>
    public static void TellSpeedUp(PictureDrawing drawing, TimeSpan alone)
    {
        int workers = drawing.Shares.Count;
        string them = workers == 1 ? "1 worker" : $"{workers} workers";
        Screen.Out.MarkupLine($"alone {alone.TotalSeconds:0.00} s, {them} {drawing.Time.TotalSeconds:0.00} s: speed-up [bold]{alone / drawing.Time:0.00}[/] on {Environment.ProcessorCount} cores");
    }

    /// <summary>Whether it makes no difference who has computed.</summary>
    public static void TellSame(Picture one, params Picture[] others) => Console.WriteLine(Array.TrueForAll(others, other => other.Pixels.AsSpan().SequenceEqual(one.Pixels))
        ? $"All {others.Length + 1} pictures are the same, byte for byte."
        : "The pictures differ: another kind of machine rounds otherwise.");
}
