using Rpc.Naming;

namespace Rpc.NameServer.Registry;

/// <summary>A filter made ready: where in the ordinal order its names begin, which of them it means, and which of their instances. Immutable.</summary>
internal sealed class NameSelection
{
    private readonly string _prefix;
    private readonly Glob? _glob;
    private readonly string[] _all;
    private readonly string[] _any;

    public NameSelection(NameFilter? filter)
    {
        string prefix = filter?.Prefix ?? string.Empty;
        _glob = filter?.Glob is { } glob ? new Glob(glob) : null;
        _all = [.. filter?.AllTags ?? []];
        _any = [.. filter?.AnyTags ?? []];

        // Of two prefixes that both must hold, the longer one begins with the shorter one, or nothing matches at all.
        _prefix = _glob is not null && _glob.LiteralPrefix.Length > prefix.Length ? _glob.LiteralPrefix : prefix;
        MatchesNothing = !_prefix.StartsWith(prefix, StringComparison.Ordinal);
        MatchesAll = _prefix.Length == 0 && _glob is null && !HasTags;
    }

    public bool MatchesAll { get; }

    public bool MatchesNothing { get; }

    /// <summary>No name before this one is meant.</summary>
    public string Start => _prefix;

    private bool HasTags => _all.Length + _any.Length > 0;

    /// <summary>True from the first name on that lies behind every name that is meant.</summary>
    public bool IsBehind(string name) => !name.StartsWith(_prefix, StringComparison.Ordinal);

    /// <summary>For names that are not before <see cref="Start"/> nor behind.</summary>
    public bool Matches(string name) => _glob?.Matches(name) ?? true;

    /// <summary>For any name.</summary>
    public bool Means(string name) => !MatchesNothing && !IsBehind(name) && Matches(name);

    public bool Means(RegisteredInstance instance) => !HasTags
        || (Array.TrueForAll(_all, tag => instance.Tags.Contains(tag)) && (_any.Length == 0 || Array.Exists(_any, tag => instance.Tags.Contains(tag))));

    /// <summary>The entry with the instances that are meant, or null where none is.</summary>
    public NameEntry? Entry(string name, RegisteredInstance[]? instances)
    {
        if (!HasTags)
        {
            return instances is null ? null : new NameEntry(name, Array.ConvertAll(instances, static instance => instance.ToRecord()));
        }

        NameInstance[] meant = [.. (instances ?? []).Where(Means).Select(static instance => instance.ToRecord())];
        return meant.Length == 0 ? null : new NameEntry(name, meant);
    }
}
