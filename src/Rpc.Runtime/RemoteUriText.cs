using System.Globalization;
using System.Text;

namespace Rpc;

/// <summary>Percent-encoding, and the rules that names, tags and object ids share.</summary>
internal static class RemoteUriText
{
    public const int MaxLength = 255;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';

    /// <summary>Appends <paramref name="text"/>, percent-encoded outside unreserved characters and <paramref name="also"/>.</summary>
    public static void Encode(StringBuilder output, ReadOnlySpan<char> text, char also = '-')
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (IsUnreserved((char)rune.Value) || rune.Value == also))
            {
                output.Append((char)rune.Value);
                continue;
            }

            foreach (byte b in bytes[..rune.EncodeToUtf8(bytes)])
            {
                output.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }
    }

    public static string Encode(ReadOnlySpan<char> text)
    {
        var output = new StringBuilder(text.Length + 8);
        Encode(output, text);
        return output.ToString();
    }

    /// <summary>Decodes text whose escapes are known to be two hexadecimal digits each; null where the bytes are not UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%'))
        {
            return text.ToString();
        }

        byte[] bytes = new byte[text.Length];
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool escaped = text[i] == '%';
            bytes[count++] = escaped ? byte.Parse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : (byte)text[i];
            i += escaped ? 2 : 0;
        }

        try
        {
            return Utf8.GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>What keeps <paramref name="text"/> from being a name, tag or object id, or null.</summary>
    public static string? Problem(string text, string what)
    {
        if (text.Length == 0)
        {
            return $"the {what} is empty";
        }

        if (text.Length > MaxLength)
        {
            return $"the {what} has {text.Length} characters, and at most {MaxLength} are allowed";
        }

        foreach (char c in text)
        {
            if (char.IsControl(c))
            {
                return $"the {what} contains the control character U+{(int)c:X4}";
            }
        }

        return HasLoneSurrogate(text) ? $"the {what} contains half of a surrogate pair" : null;
    }

    /// <summary>At most 200 characters, control characters escaped: safe in a message and in a log.</summary>
    public static string Printable(string text)
    {
        var output = new StringBuilder();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, 200)))
        {
            _ = char.IsControl(c) || char.IsSurrogate(c) ? output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : output.Append(c);
        }

        return text.Length > 200 ? output.Append('…').ToString() : output.ToString();
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int used) != System.Buffers.OperationStatus.Done)
            {
                return true;
            }

            text = text[used..];
        }

        return false;
    }
}
