namespace Rpc.Buffers;

/// <summary>Keeps a bounded number of spare objects. Thread-safe; the lock is held for a few instructions only.</summary>
internal sealed class ObjectPool<T>(int capacity)
    where T : class
{
    private readonly T?[] _items = new T?[capacity];
    private SpinLock _lock = new(enableThreadOwnerTracking: false);
    private int _count;

    /// <summary>A spare object, or null when there is none.</summary>
    public T? TryRent()
    {
        bool taken = false;
        _lock.Enter(ref taken);
        T? item = null;
        if (_count > 0)
        {
            item = _items[--_count];
            _items[_count] = null;
        }

        _lock.Exit(useMemoryBarrier: false);
        return item;
    }

    /// <summary>Keeps <paramref name="item"/>, or drops it when there are enough.</summary>
    public void Return(T item)
    {
        bool taken = false;
        _lock.Enter(ref taken);
        if (_count < _items.Length)
        {
            _items[_count++] = item;
        }

        _lock.Exit(useMemoryBarrier: false);
    }
}
