namespace Rpc.Docs.Tests;

/// <summary>A table of a Markdown page, found by its header.</summary>
internal sealed class PageTable
{
    private PageTable(IReadOnlyList<string[]> rows) => Rows = rows;

    /// <summary>The rows' cells, without backticks around a whole cell.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>The first cells.</summary>
    public IEnumerable<string> Keys => Rows.Select(static row => row[0]);

    /// <summary>Reads the table whose header line starts with <paramref name="header"/>.</summary>
    public static PageTable Read(string text, string header)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        int at = Array.FindIndex(lines, line => line.StartsWith(header, StringComparison.Ordinal));
        Assert.True(at >= 0, $"There is no table that starts with {header}");
        int columns = Cells(lines[at]).Length;
        var rows = new List<string[]>();
        for (int i = at + 2; i < lines.Length && lines[i].StartsWith('|'); i++)
        {
            string[] cells = Cells(lines[i]);
            Assert.True(cells.Length == columns && !cells.Contains(""), $"A cell is missing in: {lines[i]}");
            rows.Add(cells);
        }

        return new PageTable(rows);
    }

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(static cell => cell.Trim()).Select(static cell => cell.Trim('`') is var bare && bare.Contains('`') ? cell : bare)];
}
