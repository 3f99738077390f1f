using Spectre.Console;

namespace Samples;

/// <summary>Where a sample draws: the terminal, or plain lines without any escape sequence where the output is a file or a pipe.</summary>
internal static class Screen
{
    private const int PlainWidth = 120;

    public static IAnsiConsole Out { get; } = Console.IsOutputRedirected ? Plain() : AnsiConsole.Console;

    /// <summary>Whether what was drawn can be drawn over.</summary>
    public static bool IsTerminal => Out.Profile.Capabilities.Ansi;

    private static IAnsiConsole Plain()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No });
        console.Profile.Width = PlainWidth;
        return console;
    }
}
