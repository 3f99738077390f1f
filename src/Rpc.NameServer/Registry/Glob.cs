namespace Rpc.NameServer.Registry;

/// <summary>A pattern over a whole name: <c>*</c> any run, <c>?</c> any one character, the rest literal and case-sensitive.</summary>
internal sealed class Glob(string pattern)
{
    /// <summary>How every matching name begins.</summary>
    public string LiteralPrefix { get; } = pattern.IndexOfAny(['*', '?']) is var wildcard and >= 0 ? pattern[..wildcard] : pattern;

    /// <summary>At worst the product of both lengths, never more: only the last star is tried again.</summary>
    public bool Matches(string name)
    {
        int at = 0;
        int next = 0;
        int star = -1;
        int resume = 0;
        while (at < name.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                star = next++;
                resume = at;
            }
            else if (next < pattern.Length && pattern[next] == '?')
            {
                // A character beyond the basic plane is two code units and still one character.
                at += char.IsSurrogatePair(name, at) ? 2 : 1;
                next++;
            }
            else if (next < pattern.Length && pattern[next] == name[at])
            {
                at++;
                next++;
            }
            else if (star >= 0)
            {
                next = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(next).TrimStart('*').IsEmpty;
    }
}
