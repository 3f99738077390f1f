using Rpc.Naming;

namespace Rpc.Cli.Names;

/// <summary>Remembers which names a watcher was told of, so that a snapshot that comes again is told as differences only. Not thread-safe.</summary>
internal sealed class NameChanges
{
    private readonly Dictionary<string, NameEntry> _told = new(StringComparer.Ordinal);

    /// <summary>The names of a snapshot that is under way; null where none is.</summary>
    private HashSet<string>? _snapshot;
    private bool _hasSnapshot;

    /// <summary>How many names there are.</summary>
    public int Count => _told.Count;

    /// <summary>Gives what is new in an event: mostly itself; nothing for what is known; and after a snapshot what is no longer there. <see cref="NameEventKind.Reset"/> is never given,
    /// and <see cref="NameEventKind.Current"/> only behind a snapshot.</summary>
    public IReadOnlyList<NameEvent> Read(NameEvent one)
    {
        switch (one.Kind)
        {
            case NameEventKind.Reset:
                _snapshot = new HashSet<string>(StringComparer.Ordinal);
                return [];
            case NameEventKind.Current:
                return EndSnapshot(one);
            case NameEventKind.Removed:
                return _told.Remove(one.Entry!.Name) ? [one] : [];
            default:
                return Put(one, one.Entry!);
        }
    }

    private NameEvent[] Put(NameEvent one, NameEntry entry)
    {
        _snapshot?.Add(entry.Name);
        bool isKnown = _told.TryGetValue(entry.Name, out NameEntry? before);
        _told[entry.Name] = entry;
        return isKnown && AreSame(before!, entry) ? []
            : isKnown ? [one with { Kind = NameEventKind.Changed }]
            : [one with { Kind = _hasSnapshot ? NameEventKind.Added : NameEventKind.Present }];
    }

    private NameEvent[] EndSnapshot(NameEvent end)
    {
        if (_snapshot is not { } present)
        {
            return [];
        }

        string[] gone = [.. _told.Keys.Where(name => !present.Contains(name))];
        foreach (string name in gone)
        {
            _told.Remove(name);
        }

        _snapshot = null;
        _hasSnapshot = true;
        return [.. gone.Order(StringComparer.Ordinal).Select(name => new NameEvent(NameEventKind.Removed, end.Revision, new NameEntry(name, []))), end];
    }

    private static bool AreSame(NameEntry a, NameEntry b) => a.Instances.Count == b.Instances.Count && a.Instances.Zip(b.Instances).All(static pair => AreSame(pair.First, pair.Second));

    private static bool AreSame(NameInstance a, NameInstance b) =>
        (a.Uri, a.Weight, a.LeaseSeconds, a.Server, a.Since) == (b.Uri, b.Weight, b.LeaseSeconds, b.Server, b.Since)
        && a.Tags.SequenceEqual(b.Tags, StringComparer.Ordinal)
        && a.Metadata.Count == b.Metadata.Count
        && a.Metadata.All(pair => b.Metadata.TryGetValue(pair.Key, out string? value) && value == pair.Value);
}
