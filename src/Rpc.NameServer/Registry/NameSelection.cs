using Rpc.Naming;

namespace Rpc.NameServer.Registry;

/// <summary>A filter made ready: where in the ordinal order its names begin, and which of them it means.</summary>
internal sealed class NameSelection
{
    private readonly string _prefix;
    private readonly Glob? _glob;

    public NameSelection(NameFilter? filter)
    {
        string prefix = filter?.Prefix ?? string.Empty;
        _glob = filter?.Glob is { } glob ? new Glob(glob) : null;

        // Of two prefixes that both must hold, the longer one begins with the shorter one, or nothing matches at all.
        _prefix = _glob is not null && _glob.LiteralPrefix.Length > prefix.Length ? _glob.LiteralPrefix : prefix;
        MatchesNothing = !_prefix.StartsWith(prefix, StringComparison.Ordinal);
        MatchesAll = _prefix.Length == 0 && _glob is null;
    }

    public bool MatchesAll { get; }

    public bool MatchesNothing { get; }

    /// <summary>No name before this one is meant.</summary>
    public string Start => _prefix;

    /// <summary>True from the first name on that lies behind every name that is meant.</summary>
    public bool IsBehind(string name) => !name.StartsWith(_prefix, StringComparison.Ordinal);

    public bool Matches(string name) => _glob?.Matches(name) ?? true;
}
