namespace Rpc.Cli.Output;

/// <summary>A page that is drawn again in its place on a terminal, and below the last one elsewhere. Not thread-safe.</summary>
internal sealed class LivePage(CliConsole console)
{
    private int _lines;

    public void Draw(Action<CliConsole> draw)
    {
        using var text = new StringWriter();
        draw(console.Onto(text));
        string page = text.ToString();
        if (console.IsTerminal && _lines > 0)
        {
            // Up to the first line of the page, and everything below it away.
            console.Output.Write($"\x1b[{_lines}F\x1b[J");
        }
        else if (_lines > 0)
        {
            console.Output.WriteLine();
        }

        console.Output.Write(page);
        _lines = page.Count(static letter => letter == '\n');
    }
}
