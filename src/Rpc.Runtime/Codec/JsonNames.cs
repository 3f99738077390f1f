using System.ComponentModel;
using System.Text;

namespace Rpc.Codec;

/// <summary>The property names of a type, or the parameter names of a method, as JSON spells them. Immutable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonNames
{
    private readonly byte[][] _names;

    /// <summary>The names in the order of the members.</summary>
    public JsonNames(params string[] names) => _names = Array.ConvertAll(names, Encoding.UTF8.GetBytes);

    /// <summary>The place of <paramref name="name"/>, exactly or else with letters from A to Z in another case; -1 where there is none.</summary>
    /// <param name="name">The name, unescaped UTF-8.</param>
    /// <param name="expected">Where it would be if members came in order: tried first.</param>
    internal int Find(ReadOnlySpan<byte> name, int expected)
    {
        if ((uint)expected < (uint)_names.Length && name.SequenceEqual(_names[expected]))
        {
            return expected;
        }

        for (int i = 0; i < _names.Length; i++)
        {
            if (name.SequenceEqual(_names[i]))
            {
                return i;
            }
        }

        for (int i = 0; i < _names.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(name, _names[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
