using System.ComponentModel;
using System.Text;

namespace Rpc.Codec;

/// <summary>The property names of a type, or the parameter names of a method, as JSON spells them. Immutable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonNames
{
    private readonly byte[][] _utf8;
    private readonly string[] _names;

    /// <summary>The names in the order of the members.</summary>
    public JsonNames(params string[] names)
    {
        _names = names;
        _utf8 = Array.ConvertAll(names, Encoding.UTF8.GetBytes);
    }

    /// <summary>The place of <paramref name="name"/>, exactly or else in another case; -1 where there is none.</summary>
    /// <param name="name">The name, unescaped UTF-8.</param>
    /// <param name="expected">Where it would be if members came in order: tried first.</param>
    internal int Find(ReadOnlySpan<byte> name, int expected)
    {
        if ((uint)expected < (uint)_utf8.Length && name.SequenceEqual(_utf8[expected]))
        {
            return expected;
        }

        int exact = Array.FindIndex(_utf8, new Matcher(name.ToArray()).Equals);
        if (exact >= 0)
        {
            return exact;
        }

        string text = Encoding.UTF8.GetString(name);
        return Array.FindIndex(_names, candidate => string.Equals(candidate, text, StringComparison.OrdinalIgnoreCase));
    }

    private sealed class Matcher(byte[] name)
    {
        public bool Equals(byte[] other) => name.AsSpan().SequenceEqual(other);
    }
}
