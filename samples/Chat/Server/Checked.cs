using System.Text;
using Chat.Contract;

namespace Chat.Server;

/// <summary>What guests give, as far as it is taken.</summary>
internal static class Checked
{
    /// <summary>A nick or the name of a room.</summary>
    public static string Name(string what, string name) =>
        name.Length is > 0 and <= ChatLimits.Name && name[0] is not ('-' or '_' or '.') && name.EnumerateRunes().All(static rune => Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' or '.')
            ? name
            : throw new ChatException($"A {what} has 1 to {ChatLimits.Name} characters: letters, digits, and behind the first '-', '_' and '.'.");

    /// <summary>Something that others are to read.</summary>
    public static string Text(string text) =>
        string.IsNullOrWhiteSpace(text) ? throw new ChatException("There is nothing in it.")
        : text.Length > ChatLimits.Text ? throw new ChatException($"That has {text.Length} characters; {ChatLimits.Text} are the most.")
        : PlainText.Of(text);

    /// <summary>What a visitor says it does.</summary>
    public static string Answer(string answer) => PlainText.Of(answer[..Math.Min(answer.Length, ChatLimits.Answer)]);
}
