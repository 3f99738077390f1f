using System.Linq;
using System.Text;

namespace Rpc.Generators.Parsing;

/// <summary>Names of generated namespaces, codecs and files that cannot collide.</summary>
internal static class TypeCodecNames
{
    /// <summary>The namespace of everything generated into an assembly.</summary>
    public static string Namespace(string? assemblyName)
    {
        string name = string.Concat((assemblyName ?? string.Empty).Select(c => char.IsLetterOrDigit(c) ? c : '_'));
        return "Rpc.Generated." + (name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name);
    }

    /// <summary>The name of the codec struct of the type with this key (<see cref="TypeNames.Key"/>).</summary>
    /// <remarks>A plain name is kept readable, App_QuoteCodec; one that dots-to-underscores could confuse gets a hash, which no identifier after a dot can look like.</remarks>
    public static string Codec(string key)
    {
        string name = key.Replace("global::", "").TrimEnd('?');
        var text = new StringBuilder();
        bool plain = true;
        foreach (char c in name)
        {
            if (char.IsLetterOrDigit(c))
            {
                text.Append(c);
            }
            else
            {
                plain &= c == '.';
                if (text.Length > 0 && text[text.Length - 1] != '_')
                {
                    text.Append('_');
                }
            }
        }

        if (!plain)
        {
            if (text.Length > 60)
            {
                text.Length = 60;
            }

            text.Append("_0").Append(Hash(name));
        }

        return text.Append("Codec").ToString();
    }

    /// <summary>The file of a codec; file names must differ in more than case.</summary>
    public static string Hint(string codec) => $"Rpc.Codecs.{codec}.{Hash(codec)}.g.cs";

    /// <summary>16 hexadecimal digits (FNV-1a), the same on every host.</summary>
    public static string Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 1099511628211);
        }

        return hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
