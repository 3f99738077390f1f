using System.Globalization;
using Chat.Contract;
using Spectre.Console;

namespace Chat.AtTerminal;

/// <summary>Lines of the chat in Spectre's markup. What comes from others is made plain and escaped, whatever the server did to it.</summary>
internal static class ChatLines
{
    private static readonly string[] s_colours = ["red", "green", "yellow", "blue", "fuchsia", "aqua", "orange1", "springgreen2", "mediumpurple1", "deepskyblue1", "tan"];

    /// <summary>What happened in the room.</summary>
    public static string Message(Message message) =>
        $"[dim]{message.At.ToLocalTime().ToString("HH:mm", CultureInfo.InvariantCulture)}[/] {Nick(message.By)}{What(message)}";

    /// <summary>A nick in its colour, which is the same on every screen.</summary>
    public static string Nick(Guest guest)
    {
        uint hash = 2_166_136_261;
        foreach (char letter in guest.Nick.ToUpperInvariant())
        {
            hash = unchecked((hash ^ letter) * 16_777_619);
        }

        return $"[bold {s_colours[hash % s_colours.Length]}]{Plain(guest.Nick)}[/]";
    }

    /// <summary>Text of somebody else.</summary>
    public static string Plain(string text) => Markup.Escape(PlainText.Of(text));

    /// <summary>Something from the program itself.</summary>
    public static string Notice(string text) => $"[dim]{Plain(text)}[/]";

    /// <summary>Something that was not done.</summary>
    public static string Error(string text) => $"[red]{Plain(text)}[/]";

    private static string What(Message message) => message.Kind switch
    {
        MessageKind.Said => $": {Plain(message.Text)}",
        MessageKind.Entered => " [dim]has entered[/]",
        MessageKind.Left => " [dim]has left[/]",
        MessageKind.Vanished => " [dim]has left without goodbye[/]",

        // A server that is newer than this program.
        _ => $" [dim]{Plain(message.Kind.ToString())}[/]",
    };
}
