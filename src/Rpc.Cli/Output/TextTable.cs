using Spectre.Console;

namespace Rpc.Cli.Output;

/// <summary>Rows of aligned cells, each one line: cut to the terminal's width, whole where there is none. Not thread-safe.</summary>
/// <remarks>Columns never become narrower, so that one set of rows after the other stays aligned.</remarks>
internal sealed class TextTable(CliConsole console, IReadOnlyList<(string Heading, string Style)> columns)
{
    private const int Gap = 2;
    private const int Least = 6;

    private readonly int[] _widths = new int[columns.Count];
    private bool _hasHeadings;

    /// <summary>Writes rows, and the headings before the first ones.</summary>
    /// <param name="rows">The cells of each row.</param>
    /// <param name="styleOf">The style of one cell, by the numbers of its row and column; null for the column's.</param>
    public void Write(IReadOnlyList<string[]> rows, Func<int, int, string?>? styleOf = null)
    {
        string[][] cells = [.. rows.Select(static row => row.Select(ErrorReport.OneLine).ToArray())];
        string[] headings = [.. columns.Select(static column => column.Heading)];
        foreach (string[] row in cells.Append(headings))
        {
            for (int i = 0; i < _widths.Length; i++)
            {
                _widths[i] = Math.Max(_widths[i], row[i].GetCellWidth());
            }
        }

        int[] widths = Fit();
        if (!_hasHeadings)
        {
            console.WriteMarkup(Line(headings, widths, static _ => "bold"));
            _hasHeadings = true;
        }

        for (int row = 0; row < cells.Length; row++)
        {
            int number = row;
            console.WriteMarkup(Line(cells[row], widths, i => styleOf?.Invoke(number, i) ?? columns[i].Style));
        }
    }

    /// <summary>The text, or what of it fits, with an ellipsis at its end.</summary>
    private static string Cut(string text, int width)
    {
        if (text.GetCellWidth() <= width)
        {
            return text;
        }

        int length = 0;
        int used = 0;
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            used += rune.ToString().GetCellWidth();
            if (used >= width)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return string.Concat(text.AsSpan(0, length), "…");
    }

    /// <summary>Takes from the widest columns until a row fits.</summary>
    private int[] Fit()
    {
        int[] widths = [.. _widths];
        if (console.Width is not { } width)
        {
            return widths;
        }

        int excess = widths.Sum() + (Gap * (widths.Length - 1)) - width;
        for (; excess > 0; excess--)
        {
            int widest = Array.IndexOf(widths, widths.Max());
            if (widths[widest] <= Least)
            {
                break;
            }

            widths[widest]--;
        }

        return widths;
    }

    private string Line(string[] cells, int[] widths, Func<int, string> style)
    {
        var line = new System.Text.StringBuilder();
        int last = Array.FindLastIndex(cells, static cell => cell.Length > 0);
        int left = console.Width ?? int.MaxValue;
        for (int i = 0; i <= last && left > 0; i++)
        {
            string cell = Cut(cells[i], Math.Min(widths[i], left));
            line.Append(style(i) is { Length: > 0 } given ? $"[{given}]{Markup.Escape(cell)}[/]" : Markup.Escape(cell));
            left -= widths[i] + Gap;
            if (i < last && left > 0)
            {
                line.Append(' ', widths[i] + Gap - cell.GetCellWidth());
            }
        }

        return line.ToString();
    }
}
