using Spectre.Console;

namespace Chat.AtTerminal;

/// <summary>Chooses the screen.</summary>
internal static class Screens
{
    /// <summary>A terminal in which lines arrive above the one that is typed, where there is such a terminal.</summary>
    public static IScreen Open() => Console.IsInputRedirected || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi ? new PlainScreen() : new TerminalScreen();
}
