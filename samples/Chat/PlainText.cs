using System.Globalization;
using System.Text;

namespace Chat;

/// <summary>Text of somebody else, made fit for a terminal: no control characters, so no escape sequences, and nothing that turns the direction of writing around.</summary>
/// <remarks>The server cleans what it passes on, and a terminal what it shows: neither has to trust the other.</remarks>
internal static class PlainText
{
    /// <summary>The text with what must not reach a terminal replaced by a visible sign: Escape becomes ␛.</summary>
    public static string Of(string text)
    {
        StringBuilder plain = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            plain.Append(Visible(rune));
        }

        return plain.ToString();
    }

    // Half a surrogate pair is U+FFFD already when it comes here.
    private static Rune Visible(Rune rune) => rune.Value switch
    {
        '\t' or '\r' or '\n' => new Rune(' '),
        < 0x20 => new Rune(0x2400 + rune.Value),
        0x7f => new Rune(0x2421),

        // Scripts and emoji need these two.
        0x200c or 0x200d => rune,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format => Rune.ReplacementChar,
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new Rune(' '),
            _ => rune,
        },
    };
}
