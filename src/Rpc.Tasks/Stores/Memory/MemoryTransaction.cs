namespace Rpc.Tasks.Stores;

/// <summary>One edit, or one read, of a <see cref="MemoryTaskStore"/>. Nothing is ever locked: edits come one after another.</summary>
internal sealed partial class MemoryTransaction(MemoryState state, DateTimeOffset now, bool isRead) : ITaskTransaction
{
    private MemoryState _state = state;
    private bool _over;

    /// <inheritdoc/>
    public DateTimeOffset Now { get; } = now;

    /// <summary>What to tell when it is committed; null for nothing.</summary>
    public TaskSignal? Signal { get; private set; }

    /// <summary>What it has made of the state that it began with.</summary>
    public MemoryState State
    {
        get
        {
            ObjectDisposedException.ThrowIf(_over, this);
            return _state;
        }

        private set
        {
            ObjectDisposedException.ThrowIf(_over, this);
            _state = !isRead ? value : throw new InvalidOperationException("A read of the store cannot write. Use RunAsync.");
        }
    }

    /// <inheritdoc/>
    public void Announce(TaskSignal signal) => Signal = Signal?.And(signal) ?? signal;

    /// <summary>From here on whoever still has it is told that it is over.</summary>
    public void End() => _over = true;

    private static ValueTask<IReadOnlyList<T>> Listed<T>(IEnumerable<T> rows) => new((IReadOnlyList<T>)[.. rows]);
}
