using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Rpc.Generators.Locking;

/// <summary>Looks into the text of shapes as far as lock files need it.</summary>
internal static class LockShapes
{
    private static readonly Regex Named = new("f[0-9]+'([^']*)'|@([^;]*);", RegexOptions.CultureInvariant);

    /// <summary>The shape with each type of fixed size, and each that the file has an entry for, as its name: such an entry speaks for itself.</summary>
    public static string Key(string shape) => Named.Replace(shape, "$1$2");

    /// <summary>Whether a key is nothing but a type's name.</summary>
    public static bool IsName(string key) => key.Length > 1 && key[0] is not ('?' or '[' or '{' or '(' or '<') && !Regex.IsMatch(key, "^f[0-9]+($|\\()", RegexOptions.CultureInvariant);

    /// <summary>The parts between the outer brackets: <c>A:s</c> and <c>B:[f4]</c> of <c>{A:s,B:[f4]}</c>.</summary>
    public static IEnumerable<string> Parts(string shape)
    {
        int depth = 0;
        int start = 0;
        for (int at = 0; at < shape.Length; at++)
        {
            switch (shape[at])
            {
                case '\'':
                    at = End(shape, '\'', at);
                    break;
                case '@':
                    at = End(shape, ';', at);
                    break;
                case '{' or '(' or '[' or '<':
                    start = depth++ == 0 ? at + 1 : start;
                    break;
                case '}' or ')' or ']' or '>':
                    if (--depth == 0 && at > start)
                    {
                        yield return shape.Substring(start, at - start);
                    }

                    break;
                case ',' when depth == 1:
                    yield return shape.Substring(start, at - start);
                    start = at + 1;
                    break;
            }
        }
    }

    private static int End(string shape, char end, int start)
    {
        int at = shape.IndexOf(end, start + 1);
        return at < 0 ? shape.Length : at;
    }
}
