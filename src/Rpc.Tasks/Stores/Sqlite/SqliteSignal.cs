namespace Rpc.Tasks.Stores;

/// <summary>What the edits of a group announced, in one. Used by one thread at a time.</summary>
internal sealed class SqliteSignal
{
    private readonly List<Guid> _ended = [];
    private bool _unlisted;

    /// <summary>What may have changed.</summary>
    public TaskSignalKinds Kinds { get; private set; }

    /// <summary>Where the other stores of the file listen, as it stood in the transaction.</summary>
    public List<int> Ports { get; } = [];

    public void Add(TaskSignal? signal)
    {
        if (signal is null)
        {
            return;
        }

        Kinds |= signal.Kinds;
        if (signal.Kinds.HasFlag(TaskSignalKinds.Ended))
        {
            _unlisted |= signal.Ended is null;
            _ended.AddRange(signal.Ended ?? []);
        }
    }

    public void Add(SqliteSignal other)
    {
        Add(other.Kinds == TaskSignalKinds.None ? null : other.Take());
        Ports.Clear();
        Ports.AddRange(other.Ports);
    }

    /// <summary>All in one, for listeners who may keep it.</summary>
    public TaskSignal Take() => new(Kinds, _unlisted || !Kinds.HasFlag(TaskSignalKinds.Ended) ? null : _ended.ToArray());

    public void Clear()
    {
        Kinds = TaskSignalKinds.None;
        _ended.Clear();
        _unlisted = false;
        Ports.Clear();
    }
}
