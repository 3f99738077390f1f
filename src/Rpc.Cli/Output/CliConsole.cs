using Spectre.Console;

namespace Rpc.Cli.Output;

/// <summary>Where a command writes. Colour, and a width, only where a terminal is.</summary>
/// <param name="output">What was asked for.</param>
/// <param name="error">What went wrong, and logs.</param>
/// <param name="terminalWidth">The columns of the terminal that <paramref name="output"/> is, or null where it is none: then nothing is cut or coloured.</param>
/// <param name="colours">Whether that terminal is to show colours.</param>
/// <param name="answers">Where somebody who reads <paramref name="error"/> types answers; null where nobody does, and so nothing is asked.</param>
internal sealed class CliConsole(TextWriter output, TextWriter error, int? terminalWidth, bool colours = false, TextReader? answers = null)
{
    private readonly Lazy<IAnsiConsole> _styled = new(() => Create(output, terminalWidth, colours && terminalWidth is not null));

    public TextWriter Output => output;

    public TextWriter Error => error;

    public bool IsTerminal => terminalWidth is not null;

    /// <summary>The columns of the terminal; null where nothing is to be cut.</summary>
    public int? Width => terminalWidth is > 0 ? terminalWidth : null;

    public bool CanAsk => answers is not null;

    /// <summary>A console as this one that writes its output elsewhere.</summary>
    public CliConsole Onto(TextWriter other) => new(other, error, terminalWidth, colours, answers);

    public void Write(Table table) => _styled.Value.Write(table);

    /// <summary>A line in Spectre's markup, however long.</summary>
    public void WriteMarkup(string markup)
    {
        if (IsTerminal && colours)
        {
            _styled.Value.Markup(markup);
            output.WriteLine();
        }
        else
        {
            output.WriteLine(Markup.Remove(markup));
        }
    }

    /// <summary>Asks for yes or no; anything else, and the end of the input, is no.</summary>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        TextReader reader = answers ?? throw new InvalidOperationException("Nobody is there to answer.");
        await error.WriteAsync(question + " [y/N] ").ConfigureAwait(false);
        await error.FlushAsync(cancellationToken).ConfigureAwait(false);

        // A terminal's reader cannot be cancelled: it is left behind.
        string? answer = await Task.Run(reader.ReadLine, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private static IAnsiConsole Create(TextWriter output, int? width, bool colours)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width is > 0 ? Math.Max(width.Value, 60) : 4000;
        return console;
    }
}
