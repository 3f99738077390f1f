using Rpc.Naming;

namespace Rpc.NameServer.Registry;

/// <summary>A snapshot taken page by page while names change, and which changes each page shows already. For one watcher.</summary>
/// <remarks>A page is as of the moment at which it is taken. A change that came before that moment is in it, in the order of the names up to the page's last one.</remarks>
internal sealed class SnapshotPlaces
{
    private const int PageSize = 1024;

    private readonly NameTable _table;
    private readonly NameSelection _selection;
    private readonly List<(string? Last, NameRevision At)> _places = [];
    private string _from;
    private bool _inclusive = true;
    private bool _done;

    public SnapshotPlaces(NameTable table, NameSelection selection)
    {
        _table = table;
        _selection = selection;
        _from = selection.Start;
        lock (table.Gate)
        {
            Begin = table.History.Revision;
        }
    }

    /// <summary>Where the changes begin that have to be told after the snapshot.</summary>
    public NameRevision Begin { get; }

    /// <summary>Takes the next page; false behind the last one.</summary>
    public bool TryTake(out IReadOnlyList<KeyValuePair<string, RegisteredInstance[]>> page)
    {
        var taken = new List<KeyValuePair<string, RegisteredInstance[]>>();
        page = taken;
        if (_done || _selection.MatchesNothing)
        {
            return false;
        }

        var names = new List<string>(PageSize);
        lock (_table.Gate)
        {
            _table.Page(_from, _inclusive, names, PageSize);
            foreach (string name in names)
            {
                if (_selection.IsBehind(name))
                {
                    _done = true;
                    break;
                }

                if (_selection.Matches(name) && _table.TryGet(name, out RegisteredInstance[]? instances))
                {
                    taken.Add(new(name, instances));
                }
            }

            _done |= names.Count < PageSize;
            _places.Add((_done ? null : names[^1], _table.History.Revision));
        }

        if (!_done)
        {
            _from = names[^1];
            _inclusive = false;
        }

        return true;
    }

    /// <summary>Whether the snapshot shows a change already.</summary>
    public bool Holds(NameStep step)
    {
        int low = 0;
        for (int high = _places.Count - 1; low < high;)
        {
            int middle = (low + high) / 2;
            if (_places[middle].Last is { } last && string.CompareOrdinal(step.Name, last) > 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < _places.Count && step.Number <= _places[low].At.Number;
    }
}
