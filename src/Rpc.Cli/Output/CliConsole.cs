using Spectre.Console;

namespace Rpc.Cli.Output;

/// <summary>Where a command writes. Colour, and a width, only where a terminal is.</summary>
/// <param name="output">What was asked for.</param>
/// <param name="error">What went wrong, and logs.</param>
/// <param name="terminalWidth">The columns of the terminal that <paramref name="output"/> is, or null where it is none: then nothing is cut or coloured.</param>
internal sealed class CliConsole(TextWriter output, TextWriter error, int? terminalWidth)
{
    public TextWriter Output => output;

    public TextWriter Error => error;

    public bool IsTerminal => terminalWidth is not null;

    public void Write(Table table)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = terminalWidth is > 0 ? Math.Max(terminalWidth.Value, 60) : 4000;
        console.Write(table);
    }
}
